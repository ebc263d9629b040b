package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/siderolabs/talos/pkg/cluster"
	"github.com/siderolabs/talos/pkg/cluster/check"
	"github.com/siderolabs/talos/pkg/conditions"
	clusterapi "github.com/siderolabs/talos/pkg/machinery/api/cluster"
	"github.com/siderolabs/talos/pkg/machinery/client"
	"github.com/siderolabs/talos/pkg/machinery/config/machine"
	"google.golang.org/grpc/codes"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// viaControlPlane is the client that Talos's checks are given: one endpoint, which passes calls on to the nodes.
type viaControlPlane struct {
	client *client.Client
}

func (provider *viaControlPlane) Client(...string) (*client.Client, error) {
	return provider.client, nil
}
func (provider *viaControlPlane) Close() error { return nil }

// nodeList is the cluster as it is meant to be.
type nodeList struct {
	lab *lab
}

func (list nodeList) Nodes() []cluster.NodeInfo {
	infos, _ := cluster.IPsToNodeInfos(list.lab.nodes()) //nolint:errcheck // addresses of servers

	return infos
}

func (list nodeList) NodesByType(wanted machine.Type) []cluster.NodeInfo {
	var addresses []string

	for _, node := range list.lab.nodes() {
		if list.lab.typeOf(node) == wanted {
			addresses = append(addresses, node)
		}
	}

	infos, _ := cluster.IPsToNodeInfos(addresses) //nolint:errcheck // addresses of servers

	return infos
}

type clusterInfo struct {
	cluster.ClientProvider
	cluster.K8sProvider
	cluster.Info
}

func (lab *lab) cluster(ctx context.Context) (*clusterInfo, *cluster.KubernetesClient, error) {
	c, err := lab.direct(ctx, lab.controlPlanes[0])
	if err != nil {
		return nil, nil, err
	}

	provider := &viaControlPlane{client: c}
	kubernetes := &cluster.KubernetesClient{ClientProvider: provider}

	return &clusterInfo{ClientProvider: provider, K8sProvider: kubernetes, Info: nodeList{lab}}, kubernetes, nil
}

// lastCondition remembers what was waited for.
type lastCondition struct {
	conditions map[string]struct{}
	text       string
}

func (reporter *lastCondition) Update(condition conditions.Condition) {
	reporter.text = condition.String()
	reporter.conditions[reporter.text] = struct{}{}
}

// checkHealth runs the checks of `talosctl health --server=false`.
func checkHealth(ctx context.Context, lab *lab) (string, error) {
	info, kubernetes, err := lab.cluster(ctx)
	if err != nil {
		return "", err
	}

	defer kubernetes.K8sClose() //nolint:errcheck

	checks := check.DefaultClusterChecks()
	reporter := &lastCondition{conditions: map[string]struct{}{}}

	limited, cancel := context.WithTimeout(ctx, 100*time.Second)
	defer cancel()

	if err := check.Wait(limited, info, checks, reporter); err != nil {
		return "", fmt.Errorf("%w; last: %s", err, reporter.text)
	}

	return fmt.Sprintf("%d checks", len(checks)), nil
}

// checkHealthOnServer lets a machine run its own check.
func checkHealthOnServer(ctx context.Context, lab *lab) (string, error) {
	c, err := lab.direct(ctx, lab.controlPlanes[0])
	if err != nil {
		return "", err
	}

	stream, err := c.ClusterHealthCheck(ctx, time.Minute, &clusterapi.ClusterInfo{
		ControlPlaneNodes: lab.controlPlanes,
		WorkerNodes:       lab.workers,
	})
	if err != nil {
		return "", err
	}

	for count := 0; ; count++ {
		if _, err := stream.Recv(); errors.Is(err, io.EOF) || client.StatusCode(err) == codes.Canceled {
			return fmt.Sprintf("%d messages", count), nil
		} else if err != nil {
			return "", err
		}
	}
}

func useKubeconfig(ctx context.Context, lab *lab) (string, error) {
	_, kubernetes, err := lab.cluster(ctx)
	if err != nil {
		return "", err
	}

	clientset, err := kubernetes.K8sClient(ctx)
	if err != nil {
		return "", err
	}

	nodes, err := clientset.CoreV1().Nodes().List(ctx, metav1.ListOptions{})
	if err != nil {
		return "", err
	}

	if len(nodes.Items) != len(lab.nodes()) {
		return "", fmt.Errorf("%d nodes", len(nodes.Items))
	}

	pods, err := clientset.CoreV1().Pods("kube-system").List(ctx, metav1.ListOptions{})
	if err != nil {
		return "", err
	}

	return fmt.Sprintf("%d nodes, %d pods of the system", len(nodes.Items), len(pods.Items)), kubernetes.K8sClose()
}
