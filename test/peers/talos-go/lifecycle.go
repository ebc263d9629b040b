package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/cosi-project/runtime/pkg/safe"
	"github.com/siderolabs/talos/pkg/machinery/api/common"
	machineapi "github.com/siderolabs/talos/pkg/machinery/api/machine"
	"github.com/siderolabs/talos/pkg/machinery/client"
	"github.com/siderolabs/talos/pkg/machinery/constants"
	"github.com/siderolabs/talos/pkg/machinery/resources/runtime"
	"google.golang.org/grpc/codes"
)

// bootIDOf reads what is other after each boot.
func bootIDOf(ctx context.Context, c *client.Client) (string, error) {
	reader, err := c.Read(ctx, "/proc/sys/kernel/random/boot_id")
	if err != nil {
		return "", err
	}

	defer reader.Close() //nolint:errcheck

	id, err := io.ReadAll(reader)

	return strings.TrimSpace(string(id)), err
}

// waitForRunning ends when a node is up and ready, after another boot than the one that is given.
func waitForRunning(ctx context.Context, c *client.Client, otherThan string) error {
	return eventually(ctx, func(ctx context.Context) error {
		id, err := bootIDOf(ctx, c)
		if err != nil {
			return err
		}

		if id == otherThan {
			return errors.New("the node did not boot again")
		}

		status, err := safe.StateGetByID[*runtime.MachineStatus](ctx, c.COSI, runtime.MachineStatusID)
		if err != nil {
			return err
		}

		spec := status.TypedSpec()
		if spec.Stage != runtime.MachineStageRunning || !spec.Status.Ready {
			return fmt.Errorf("stage %s, unmet %v", spec.Stage, spec.Status.UnmetConditions)
		}

		return nil
	})
}

func tagOf(ctx context.Context, c *client.Client) (string, error) {
	reply, err := c.Version(ctx)
	if err != nil {
		return "", err
	}

	return reply.Messages[0].Version.Tag, nil
}

// phasesOf follows the events of one actor until the node goes, and counts phases; those before are told, too.
func phasesOf(ctx context.Context, c *client.Client, actor string) (int, error) {
	results := make(chan client.EventResult)
	if err := c.EventsWatchV2(ctx, results, client.WithTailEvents(-1), client.WithActorID(actor)); err != nil {
		return 0, err
	}

	phases := 0

	for result := range results {
		if result.Error != nil {
			return phases, nil
		}

		if result.Event.ActorID != actor {
			return phases, fmt.Errorf("an event of actor %q among those of %q", result.Event.ActorID, actor)
		}

		if _, ok := result.Event.Payload.(*machineapi.PhaseEvent); ok {
			phases++
		}
	}

	return phases, nil
}

// upgradeOldWay upgrades a control plane by the one call that older clients use.
func upgradeOldWay(ctx context.Context, lab *lab) (string, error) {
	c, err := lab.direct(ctx, lab.controlPlanes[1])
	if err != nil {
		return "", err
	}

	before, err := tagOf(ctx, c)
	if err != nil {
		return "", err
	}

	bootID, err := bootIDOf(ctx, c)
	if err != nil {
		return "", err
	}

	reply, err := c.UpgradeWithOptions(ctx, client.WithUpgradeImage(lab.installer))
	if err != nil {
		return "", err
	}

	phases, err := phasesOf(ctx, c, reply.Messages[0].ActorId)
	if err != nil {
		return "", err
	}

	if err := waitForRunning(ctx, c, bootID); err != nil {
		return "", err
	}

	after, err := tagOf(ctx, c)
	if err != nil {
		return "", err
	}

	if after == before || phases == 0 {
		return "", fmt.Errorf("%s after %s, %d phases", after, before, phases)
	}

	return fmt.Sprintf("%s to %s, %d events of phases", before, after, phases), nil
}

// upgradeNewWay upgrades a worker as talosctl 1.13 does: pull, run the installer, reboot.
func upgradeNewWay(ctx context.Context, lab *lab) (string, error) {
	c, err := lab.direct(ctx, lab.workers[0])
	if err != nil {
		return "", err
	}

	bootID, err := bootIDOf(ctx, c)
	if err != nil {
		return "", err
	}

	instance := &common.ContainerdInstance{
		Driver:    common.ContainerDriver_CRI,
		Namespace: common.ContainerdNamespace_NS_SYSTEM,
	}

	name, err := pull(ctx, c, instance, lab.installer)
	if err != nil {
		return "", err
	}

	lines, err := install(ctx, c, instance, name)
	if err != nil {
		return "", err
	}

	if err := c.Reboot(ctx); err != nil {
		return "", err
	}

	if err := waitForRunning(ctx, c, bootID); err != nil {
		return "", err
	}

	after, err := tagOf(ctx, c)
	if err != nil {
		return "", err
	}

	if !strings.HasSuffix(lab.installer, ":"+after) {
		return "", fmt.Errorf("%s runs", after)
	}

	return fmt.Sprintf("to %s, %d lines of the installer", after, lines), nil
}

func pull(ctx context.Context, c *client.Client, instance *common.ContainerdInstance, image string) (string, error) {
	stream, err := c.ImageClient.Pull(ctx, &machineapi.ImageServicePullRequest{Containerd: instance, ImageRef: image})
	if err != nil {
		return "", err
	}

	name := ""

	for {
		reply, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			break
		}

		if err != nil {
			return "", err
		}

		name = reply.GetName()
	}

	if !strings.Contains(name, "@sha256:") {
		return "", fmt.Errorf("the image was pulled as %q", name)
	}

	return name, nil
}

func install(ctx context.Context, c *client.Client, instance *common.ContainerdInstance, image string) (int, error) {
	stream, err := c.LifecycleClient.Upgrade(ctx, &machineapi.LifecycleServiceUpgradeRequest{
		Containerd: instance,
		Source:     &machineapi.InstallArtifactsSource{ImageName: image},
	})
	if err != nil {
		return 0, err
	}

	lines, exitCode := 0, int32(-1)

	for {
		reply, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			break
		}

		if err != nil {
			return 0, err
		}

		switch progress := reply.GetProgress().GetResponse().(type) {
		case *machineapi.LifecycleServiceInstallProgress_Message:
			lines++
		case *machineapi.LifecycleServiceInstallProgress_ExitCode:
			exitCode = progress.ExitCode
		}
	}

	if exitCode != 0 {
		return 0, fmt.Errorf("the installer ended with %d", exitCode)
	}

	return lines, nil
}

// reset wipes what makes a node part of a cluster, and waits for maintenance.
func reset(ctx context.Context, lab *lab, node string, graceful bool) error {
	c, err := lab.direct(ctx, node)
	if err != nil {
		return err
	}

	if err := c.ResetGeneric(ctx, &machineapi.ResetRequest{
		Graceful: graceful,
		Reboot:   true,
		SystemPartitionsToWipe: []*machineapi.ResetPartitionSpec{
			{Label: constants.StatePartitionLabel, Wipe: true},
			{Label: constants.EphemeralPartitionLabel, Wipe: true},
		},
	}); err != nil {
		return err
	}

	again, err := waitForMaintenance(ctx, node)
	if err != nil {
		return err
	}

	return again.Close()
}

// readmit configures a node that was reset.
func readmit(ctx context.Context, lab *lab, node string) error {
	if err := apply(ctx, lab, node); err != nil {
		return err
	}

	c, err := lab.direct(ctx, node)
	if err != nil {
		return err
	}

	return waitForRunning(ctx, c, "")
}

func resetWorker(ctx context.Context, lab *lab) (string, error) {
	node := lab.workers[len(lab.workers)-1]
	if err := reset(ctx, lab, node, true); err != nil {
		return "", err
	}

	return "to maintenance, and back into the cluster", readmit(ctx, lab, node)
}

func resetControlPlane(ctx context.Context, lab *lab) (string, error) {
	node := lab.controlPlanes[2]
	if err := reset(ctx, lab, node, true); err != nil {
		return "", err
	}

	if err := expectMembers(ctx, lab, 2); err != nil {
		return "", err
	}

	if err := readmit(ctx, lab, node); err != nil {
		return "", err
	}

	return "left etcd, to maintenance, and back into the cluster", expectMembers(ctx, lab, 3)
}

// expectMembers waits until the first control plane knows of so many members of etcd that vote.
func expectMembers(ctx context.Context, lab *lab, wanted int) error {
	c, err := lab.direct(ctx, lab.controlPlanes[0])
	if err != nil {
		return err
	}

	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()

	return eventually(ctx, func(ctx context.Context) error {
		reply, err := c.EtcdMemberList(ctx, &machineapi.EtcdMemberListRequest{})
		if err != nil {
			return err
		}

		voters := 0

		for _, member := range reply.Messages[0].Members {
			if !member.IsLearner {
				voters++
			}
		}

		if voters != wanted {
			return fmt.Errorf("%d members vote, %d were expected", voters, wanted)
		}

		return nil
	})
}

// statusIs tells whether an error has one of these codes.
func statusIs(err error, wanted ...codes.Code) bool {
	for _, code := range wanted {
		if client.StatusCode(err) == code {
			return true
		}
	}

	return false
}
