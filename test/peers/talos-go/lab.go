package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"time"

	"github.com/siderolabs/talos/pkg/machinery/client"
	clientconfig "github.com/siderolabs/talos/pkg/machinery/client/config"
	"github.com/siderolabs/talos/pkg/machinery/config"
	"github.com/siderolabs/talos/pkg/machinery/config/generate"
	"github.com/siderolabs/talos/pkg/machinery/config/generate/secrets"
	"github.com/siderolabs/talos/pkg/machinery/config/machine"
)

// Kubernetes that the nodes' version of Talos supports.
const kubernetesVersion = "1.36.3"

// lab is what the steps share: addresses, secrets, configurations and clients.
type lab struct {
	controlPlanes []string
	workers       []string
	installer     string

	input       *generate.Input
	talosconfig *clientconfig.Config
	clients     map[string]*client.Client
}

func newLab(controlPlanes, workers []string, installer string) (*lab, error) {
	contract := config.TalosVersion1_13

	bundle, err := secrets.NewBundle(secrets.NewFixedClock(time.Now().Add(-time.Hour)), contract)
	if err != nil {
		return nil, err
	}

	input, err := generate.NewInput("peers", fmt.Sprintf("https://%s:6443", controlPlanes[0]), kubernetesVersion,
		generate.WithVersionContract(contract),
		generate.WithSecretsBundle(bundle),
		generate.WithEndpointList(controlPlanes),
	)
	if err != nil {
		return nil, err
	}

	talosconfig, err := input.Talosconfig()
	if err != nil {
		return nil, err
	}

	return &lab{
		controlPlanes: controlPlanes,
		workers:       workers,
		installer:     installer,
		input:         input,
		talosconfig:   talosconfig,
		clients:       map[string]*client.Client{},
	}, nil
}

func (lab *lab) nodes() []string {
	return append(append([]string{}, lab.controlPlanes...), lab.workers...)
}

func (lab *lab) typeOf(node string) machine.Type {
	for _, controlPlane := range lab.controlPlanes {
		if controlPlane == node {
			return machine.TypeControlPlane
		}
	}

	return machine.TypeWorker
}

// configurationOf is the machine configuration of a node, as bytes.
func (lab *lab) configurationOf(node string) ([]byte, error) {
	provider, err := lab.input.Config(lab.typeOf(node))
	if err != nil {
		return nil, err
	}

	return provider.Bytes()
}

// direct is a client of one node, with the cluster's credentials.
func (lab *lab) direct(ctx context.Context, node string) (*client.Client, error) {
	if known := lab.clients[node]; known != nil {
		return known, nil
	}

	made, err := client.New(ctx, client.WithConfig(lab.talosconfig), client.WithEndpoints(node))
	if err != nil {
		return nil, err
	}

	lab.clients[node] = made

	return made, nil
}

// anonymous is a client without credentials, as `talosctl --insecure` is one.
func anonymous(ctx context.Context, node string) (*client.Client, error) {
	return client.New(ctx, client.WithTLSConfig(&tls.Config{InsecureSkipVerify: true}), client.WithEndpoints(node))
}

// eventually asks until there is no error, and gives the last one when time is up.
func eventually(ctx context.Context, ask func(ctx context.Context) error) error {
	for {
		attempt, cancel := context.WithTimeout(ctx, 10*time.Second)
		err := ask(attempt)

		cancel()

		if err == nil {
			return nil
		}

		select {
		case <-ctx.Done():
			return fmt.Errorf("did not come true: %w", err)
		case <-time.After(50 * time.Millisecond):
		}
	}
}
