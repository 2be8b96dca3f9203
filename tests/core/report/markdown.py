#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Renders a Markdown file as GitHub would, HTML and bare links allowed, and prints the HTML. usage: markdown.py FILE"""

import sys

try:
    from markdown_it import MarkdownIt
except ImportError:
    print("python3-markdown-it is not installed")
    sys.exit(77)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        text = file.read()
    parser = MarkdownIt("commonmark", {"html": True, "linkify": True}).enable(["table", "strikethrough", "linkify"])
    print(parser.render(text))


if __name__ == "__main__":
    main()
