#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds a document against a JSON Schema. usage: validate.py SCHEMA DOCUMENT; prints what is wrong; exit 1 if anything."""

import json
import sys

try:
    import jsonschema
except ImportError:
    print("python3-jsonschema is not installed")
    sys.exit(77)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    with open(sys.argv[2], encoding="utf-8") as file:
        document = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    errors = list(jsonschema.Draft202012Validator(schema).iter_errors(document))
    for error in errors:
        print("/".join(str(part) for part in error.absolute_path), error.message[:300])
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
