package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/cosi-project/runtime/pkg/safe"
	machineapi "github.com/siderolabs/talos/pkg/machinery/api/machine"
	"github.com/siderolabs/talos/pkg/machinery/client"
	"github.com/siderolabs/talos/pkg/machinery/resources/runtime"
	"google.golang.org/grpc/codes"
)

// stageOf reads a machine's stage from its resources.
func stageOf(ctx context.Context, c *client.Client) (runtime.MachineStage, error) {
	status, err := safe.StateGetByID[*runtime.MachineStatus](ctx, c.COSI, runtime.MachineStatusID)
	if err != nil {
		return runtime.MachineStageUnknown, err
	}

	return status.TypedSpec().Stage, nil
}

// waitForMaintenance ends when a node answers anybody, in maintenance mode.
func waitForMaintenance(ctx context.Context, node string) (*client.Client, error) {
	c, err := anonymous(ctx, node)
	if err != nil {
		return nil, err
	}

	return c, eventually(ctx, func(ctx context.Context) error {
		stage, err := stageOf(ctx, c)
		if err == nil && stage != runtime.MachineStageMaintenance {
			return fmt.Errorf("%s is in stage %s", node, stage)
		}

		return err
	})
}

func inspectMaintenance(ctx context.Context, lab *lab) (string, error) {
	disks := 0

	for _, node := range lab.nodes() {
		c, err := waitForMaintenance(ctx, node)
		if err != nil {
			return "", err
		}

		reply, err := c.Disks(ctx)
		if err != nil {
			return "", err
		}

		disks += len(reply.Messages[0].Disks)

		if _, err := c.EtcdMemberList(ctx, &machineapi.EtcdMemberListRequest{}); client.StatusCode(err) != codes.Unimplemented {
			return "", fmt.Errorf("members of etcd in maintenance: %v", err)
		}

		if err := c.Reboot(ctx); client.StatusCode(err) != codes.PermissionDenied {
			return "", fmt.Errorf("reboot in maintenance: %v", err)
		}

		if err := c.Close(); err != nil {
			return "", err
		}
	}

	return fmt.Sprintf("%d nodes, %d disks", len(lab.nodes()), disks), nil
}

// apply sends a node its configuration while it is in maintenance.
func apply(ctx context.Context, lab *lab, node string) error {
	c, err := waitForMaintenance(ctx, node)
	if err != nil {
		return err
	}

	defer c.Close() //nolint:errcheck

	data, err := lab.configurationOf(node)
	if err != nil {
		return err
	}

	_, err = c.ApplyConfiguration(ctx, &machineapi.ApplyConfigurationRequest{
		Data: data,
		Mode: machineapi.ApplyConfigurationRequest_AUTO,
	})

	return err
}

func applyConfigurations(ctx context.Context, lab *lab) (string, error) {
	c, err := waitForMaintenance(ctx, lab.controlPlanes[0])
	if err != nil {
		return "", err
	}

	_, err = c.ApplyConfiguration(ctx, &machineapi.ApplyConfigurationRequest{Data: []byte("machine: {typ: worker}\n")})
	if client.StatusCode(err) != codes.InvalidArgument {
		return "", fmt.Errorf("a wrong configuration: %v", err)
	}

	for _, node := range lab.nodes() {
		if err := apply(ctx, lab, node); err != nil {
			return "", err
		}
	}

	return "a wrong one refused, one for each node taken", nil
}

func waitForVersions(ctx context.Context, lab *lab) (string, error) {
	tag := ""

	for _, node := range lab.nodes() {
		c, err := lab.direct(ctx, node)
		if err != nil {
			return "", err
		}

		if err := eventually(ctx, func(ctx context.Context) error {
			reply, err := c.Version(ctx)
			if err == nil {
				tag = reply.Messages[0].Version.Tag
			}

			return err
		}); err != nil {
			return "", fmt.Errorf("%s: %w", node, err)
		}
	}

	return tag, nil
}

func bootstrapOnce(ctx context.Context, lab *lab) (string, error) {
	c, err := lab.direct(ctx, lab.controlPlanes[0])
	if err != nil {
		return "", err
	}

	if err := eventually(ctx, func(ctx context.Context) error {
		return c.Bootstrap(ctx, &machineapi.BootstrapRequest{})
	}); err != nil {
		return "", err
	}

	if err := c.Bootstrap(ctx, &machineapi.BootstrapRequest{}); client.StatusCode(err) != codes.AlreadyExists {
		return "", fmt.Errorf("a second bootstrap: %v", err)
	}

	worker, err := lab.direct(ctx, lab.workers[0])
	if err != nil {
		return "", err
	}

	err = worker.Bootstrap(ctx, &machineapi.BootstrapRequest{})
	if client.StatusCode(err) != codes.Unimplemented {
		return "", fmt.Errorf("bootstrap of a worker: %v", err)
	}

	return "once, refused twice", errors.Join()
}
