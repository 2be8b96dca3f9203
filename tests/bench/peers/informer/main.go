// SPDX-License-Identifier: Apache-2.0
// A client-go informer over permits, as controllers and consoles in Go have one: a peer for ./dev bench. Prints one
// line of JSON once it has synced, and one for each further mark in the stream of changes.
package main

import (
	"encoding/json"
	"flag"
	"os"
	"sync/atomic"
	"syscall"
	"time"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/dynamic/dynamicinformer"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"
)

var started = time.Now()

func tell(what string, objects int) {
	var usage syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	_ = json.NewEncoder(os.Stdout).Encode(map[string]any{
		"type":          what,
		"objects":       objects,
		"seconds":       time.Since(started).Seconds(),
		"peakMemoryMiB": float64(usage.Maxrss) / 1024,
	})
}

// strip takes out what a console does not keep either, so that memory is compared like with like.
func strip(object any) (any, error) {
	if permit, ok := object.(*unstructured.Unstructured); ok {
		permit.SetManagedFields(nil)
	}
	return object, nil
}

func fatal(err error) {
	if err != nil {
		_, _ = os.Stderr.WriteString(err.Error() + "\n")
		os.Exit(1)
	}
}

func main() {
	kubeconfig := flag.String("kubeconfig", "", "the cluster")
	transform := flag.Bool("transform", false, "strip managedFields")
	changes := flag.Int64("changes", 0, "tell when so many changes have reached the handler")
	flag.Parse()
	config, err := clientcmd.BuildConfigFromFlags("", *kubeconfig)
	fatal(err)
	client, err := dynamic.NewForConfig(config)
	fatal(err)
	resource := schema.GroupVersionResource{Group: "sync.konductor.io", Version: "v1", Resource: "permits"}
	informer := dynamicinformer.NewDynamicSharedInformerFactory(client, 0).ForResource(resource).Informer()
	if *transform {
		fatal(informer.SetTransform(strip))
	}
	var seen atomic.Int64
	done := make(chan struct{})
	_, err = informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
		UpdateFunc: func(any, any) {
			if seen.Add(1) == *changes {
				close(done)
			}
		},
	})
	fatal(err)
	stop := make(chan struct{})
	go informer.Run(stop)
	if !cache.WaitForCacheSync(stop, informer.HasSynced) {
		os.Exit(1)
	}
	tell("SYNCED", len(informer.GetStore().ListKeys()))
	if *changes > 0 {
		<-done
		tell("CHANGED", int(*changes))
	}
	select {}
}
