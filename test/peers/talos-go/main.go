// Drives a sandbox with Talos's own client library, the way an operator drives machines: from maintenance mode to a
// running cluster, through upgrades, resets and a recovery of etcd. With --talosconfig it only looks at a cluster that
// somebody else has made. Prints a line for each step; the first that fails ends the program with status 1.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	clientconfig "github.com/siderolabs/talos/pkg/machinery/client/config"
)

// stepLimit ends a step that hangs.
const stepLimit = 3 * time.Minute

type step struct {
	name string
	run  func(ctx context.Context, lab *lab) (string, error)
}

// steps in order: each works on what the one before has left.
var steps = []step{
	{"maintenance", inspectMaintenance},
	{"apply", applyConfigurations},
	{"version", waitForVersions},
	{"bootstrap", bootstrapOnce},
	{"health", checkHealth},
	{"health on the server", checkHealthOnServer},
	{"kubeconfig", useKubeconfig},
	{"definitions", compareDefinitions},
	{"resources", compareResources},
	{"watch of one", watchConfiguration},
	{"watch of all", watchFromBookmark},
	{"refusals", tryRefusals},
	{"upgrade, old way", upgradeOldWay},
	{"upgrade, new way", upgradeNewWay},
	{"reset of a worker", resetWorker},
	{"reset of a control plane", resetControlPlane},
	{"health after it all", checkHealth},
	{"etcd", walkEtcd},
	{"recovery of etcd", recoverEtcd},
}

// looking are the steps that change nothing.
var looking = map[string]bool{
	"version": true, "health": true, "health on the server": true, "kubeconfig": true, "definitions": true, "resources": true,
}

func main() {
	controlPlanes := flag.String("control-planes", "", "addresses, by comma")
	workers := flag.String("workers", "", "addresses, by comma")
	image := flag.String("installer", "", "installer image of the version to upgrade to")
	only := flag.String("until", "", "last step to run")
	talosconfig := flag.String("talosconfig", "", "file with the credentials of a cluster that is there already")
	flag.Parse()

	lab, err := newLab(strings.Split(*controlPlanes, ","), strings.Split(*workers, ","), *image)
	if err == nil && *talosconfig != "" {
		lab.talosconfig, err = clientconfig.Open(*talosconfig)
	}

	if err != nil {
		fail("preparation", err)
	}

	for _, step := range steps {
		if *talosconfig != "" && !looking[step.name] {
			continue
		}

		ctx, cancel := context.WithTimeout(context.Background(), stepLimit)
		began := time.Now()
		detail, err := step.run(ctx, lab)

		cancel()

		if err != nil {
			fail(step.name, err)
		}

		fmt.Printf("STEP %s: %s (%d ms)\n", step.name, detail, time.Since(began).Milliseconds())

		if step.name == *only {
			break
		}
	}

	fmt.Println("OK")
}

func fail(name string, err error) {
	fmt.Printf("FAILED %s: %s\n", name, err)
	os.Exit(1)
}
