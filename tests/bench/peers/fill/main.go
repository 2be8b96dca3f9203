// SPDX-License-Identifier: Apache-2.0
// Fills an API server for ./dev bench: N granted permits of N/50 semaphores in twenty namespaces, as koncli and the
// operator write them. Prints one line of JSON at the end.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/tools/clientcmd"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

const (
	namespaces          = 20
	permitsPerSemaphore = 50
	attempts            = 5
)

func fatal(err error) {
	if err != nil {
		_, _ = os.Stderr.WriteString(err.Error() + "\n")
		os.Exit(1)
	}
}

func namespaceOf(index int) string {
	return fmt.Sprintf("team-%02d", index/permitsPerSemaphore%namespaces)
}

func permit(index int) *unstructured.Unstructured {
	semaphore := fmt.Sprintf("api-quota-%d", index/permitsPerSemaphore)
	return &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "sync.konductor.io/v1",
		"kind":       "Permit",
		"metadata": map[string]any{
			"name":      fmt.Sprintf("%s-worker-%d", semaphore, index),
			"namespace": namespaceOf(index),
			"labels":    map[string]any{"semaphore": semaphore},
			"ownerReferences": []any{map[string]any{
				"apiVersion": "sync.konductor.io/v1", "kind": "Semaphore", "name": semaphore,
				"uid": fmt.Sprintf("5b9c0e3a-0000-4000-a000-%012d", index/permitsPerSemaphore), "controller": true, "blockOwnerDeletion": true,
			}},
		},
		"spec": map[string]any{"semaphore": semaphore, "holder": fmt.Sprintf("worker-%d", index%5000), "ttl": "24h"},
	}}
}

// write creates a permit and grants it. What exists already is left.
func write(client dynamic.NamespaceableResourceInterface, index int) error {
	object := permit(index)
	place := client.Namespace(object.GetNamespace())
	if _, err := place.Create(context.Background(), object, metav1.CreateOptions{FieldManager: "koncli"}); err != nil {
		if errors.IsAlreadyExists(err) {
			return nil
		}
		return err
	}
	status, err := json.Marshal(map[string]any{"status": map[string]any{
		"phase": "Granted", "acquiredAt": time.Now().UTC().Format(time.RFC3339),
		"expiresAt": time.Now().Add(24 * time.Hour).UTC().Format(time.RFC3339),
	}})
	if err != nil {
		return err
	}
	_, err = place.Patch(context.Background(), object.GetName(), types.MergePatchType, status,
		metav1.PatchOptions{FieldManager: "manager"}, "status")
	return err
}

func main() {
	kubeconfig := flag.String("kubeconfig", "", "the cluster")
	permits := flag.Int("permits", 100_000, "how many")
	workers := flag.Int("workers", 24, "how many write at once")
	flag.Parse()
	config, err := clientcmd.BuildConfigFromFlags("", *kubeconfig)
	fatal(err)
	config.QPS = -1
	client, err := dynamic.NewForConfig(config)
	fatal(err)
	spaces := client.Resource(schema.GroupVersionResource{Version: "v1", Resource: "namespaces"})
	for i := 0; i < namespaces; i++ {
		space := &unstructured.Unstructured{Object: map[string]any{
			"apiVersion": "v1", "kind": "Namespace", "metadata": map[string]any{"name": namespaceOf(i * permitsPerSemaphore)},
		}}
		if _, err := spaces.Create(context.Background(), space, metav1.CreateOptions{}); err != nil && !errors.IsAlreadyExists(err) {
			fatal(err)
		}
	}
	resource := client.Resource(schema.GroupVersionResource{Group: "sync.konductor.io", Version: "v1", Resource: "permits"})
	began := time.Now()
	var next atomic.Int64
	var all sync.WaitGroup
	for range *workers {
		all.Add(1)
		go func() {
			defer all.Done()
			for {
				index := int(next.Add(1)) - 1
				if index >= *permits {
					return
				}
				err := write(resource, index)
				for attempt := 1; err != nil && attempt < attempts; attempt++ {
					time.Sleep(time.Duration(attempt) * time.Second)
					err = write(resource, index)
				}
				fatal(err)
			}
		}()
	}
	all.Wait()
	fatal(json.NewEncoder(os.Stdout).Encode(map[string]any{"type": "FILLED", "objects": *permits, "seconds": time.Since(began).Seconds()}))
}
