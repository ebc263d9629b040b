package main

import (
	"context"
	"fmt"
	"time"

	"github.com/cosi-project/runtime/pkg/resource"
	"github.com/cosi-project/runtime/pkg/state"
	machineapi "github.com/siderolabs/talos/pkg/machinery/api/machine"
	"github.com/siderolabs/talos/pkg/machinery/client"
	"github.com/siderolabs/talos/pkg/machinery/config/configpatcher"
	"github.com/siderolabs/talos/pkg/machinery/meta"
	"github.com/siderolabs/talos/pkg/machinery/resources/config"
	"github.com/siderolabs/talos/pkg/machinery/resources/runtime"
	"github.com/siderolabs/talos/pkg/machinery/resources/secrets"
	"google.golang.org/grpc/codes"
)

// watchConfiguration changes a worker's configuration without a reboot, and hears of it.
func watchConfiguration(ctx context.Context, lab *lab) (string, error) {
	node := lab.workers[0]

	c, err := lab.direct(ctx, node)
	if err != nil {
		return "", err
	}

	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()

	events := make(chan state.Event)

	if err := c.COSI.Watch(ctx, config.NewMachineConfig(nil).Metadata(), events); err != nil {
		return "", err
	}

	if _, err := next(ctx, events, state.Created); err != nil {
		return "", err
	}

	if err := patchLive(ctx, lab, node, c); err != nil {
		return "", err
	}

	event, err := next(ctx, events, state.Updated)

	return describe(event), err
}

// watchFromBookmark writes a key and hears of it twice: by a watch of all keys, and by one that begins at a bookmark.
func watchFromBookmark(ctx context.Context, lab *lab) (string, error) {
	c, err := lab.direct(ctx, lab.workers[0])
	if err != nil {
		return "", err
	}

	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()

	events := make(chan state.Event)
	kind := runtime.NewMetaKey(runtime.NamespaceName, "").Metadata()

	if err := c.COSI.WatchKind(ctx, kind, events, state.WithBootstrapContents(true)); err != nil {
		return "", err
	}

	bootstrapped, err := next(ctx, events, state.Bootstrapped)
	if err != nil {
		return "", err
	}

	if err := c.MetaWrite(ctx, meta.UserReserved1, []byte("written by a peer")); err != nil {
		return "", err
	}

	created, err := next(ctx, events, state.Created)
	if err != nil {
		return "", err
	}

	later := make(chan state.Event)

	if err := c.COSI.WatchKind(ctx, kind, later, state.WithKindStartFromBookmark(bootstrapped.Bookmark)); err != nil {
		return "", err
	}

	again, err := next(ctx, later, state.Created)
	if err != nil {
		return "", err
	}

	if describe(again) != describe(created) {
		return "", fmt.Errorf("%s, then %s", describe(created), describe(again))
	}

	if err := c.MetaDelete(ctx, meta.UserReserved1); err != nil {
		return "", err
	}

	if _, err := next(ctx, events, state.Destroyed); err != nil {
		return "", err
	}

	return describe(created) + ", again from a bookmark, then gone", nil
}

// next is the next event, which must be of this type.
func next(ctx context.Context, events <-chan state.Event, wanted state.EventType) (state.Event, error) {
	select {
	case <-ctx.Done():
		return state.Event{}, fmt.Errorf("waiting for event %s: %w", wanted, ctx.Err())
	case event := <-events:
		if event.Error == nil && event.Type != wanted {
			return event, fmt.Errorf("event %s instead of %s", event.Type, wanted)
		}

		return event, event.Error
	}
}

func describe(event state.Event) string {
	if event.Resource == nil {
		return "nothing"
	}

	metadata := event.Resource.Metadata()

	return fmt.Sprintf("%s in version %s", metadata.ID(), metadata.Version())
}

func patchLive(ctx context.Context, lab *lab, node string, c *client.Client) error {
	provider, err := lab.input.Config(lab.typeOf(node))
	if err != nil {
		return err
	}

	patch, err := configpatcher.LoadPatch([]byte("machine:\n  nodeLabels:\n    example.com/watched: yes\n"))
	if err != nil {
		return err
	}

	output, err := configpatcher.Apply(configpatcher.WithConfig(provider), []configpatcher.Patch{patch})
	if err != nil {
		return err
	}

	data, err := output.Bytes()
	if err != nil {
		return err
	}

	reply, err := c.ApplyConfiguration(ctx, &machineapi.ApplyConfigurationRequest{
		Data: data,
		Mode: machineapi.ApplyConfigurationRequest_AUTO,
	})
	if err != nil {
		return err
	}

	if mode := reply.Messages[0].Mode; mode != machineapi.ApplyConfigurationRequest_NO_REBOOT {
		return fmt.Errorf("a label was applied in mode %s", mode)
	}

	return nil
}

// tryRefusals does what must not work.
func tryRefusals(ctx context.Context, lab *lab) (string, error) {
	c, err := lab.direct(ctx, lab.workers[0])
	if err != nil {
		return "", err
	}

	if err := c.COSI.Destroy(ctx, config.NewMachineConfig(nil).Metadata()); !state.IsOwnerConflictError(err) {
		return "", fmt.Errorf("a resource was destroyed: %v", err)
	}

	if _, err := c.EtcdStatus(ctx); client.StatusCode(err) != codes.Unimplemented {
		return "", fmt.Errorf("etcd's status on a worker: %v", err)
	}

	missing := resource.NewMetadata(config.NamespaceName, config.MachineConfigType, "nothing", resource.VersionUndefined)
	if _, err := c.COSI.Get(ctx, missing); !state.IsNotFoundError(err) {
		return "", fmt.Errorf("a resource that is not there: %v", err)
	}

	unknown := resource.NewMetadata("nowhere", secrets.OSRootType, "os", resource.VersionUndefined)
	if _, err := c.COSI.Get(ctx, unknown); client.StatusCode(err) != codes.PermissionDenied {
		return "", fmt.Errorf("an unknown namespace: %v", err)
	}

	stranger, err := anonymous(ctx, lab.workers[0])
	if err != nil {
		return "", err
	}

	defer stranger.Close() //nolint:errcheck

	if _, err := stranger.Version(ctx); client.StatusCode(err) != codes.Unavailable {
		return "", fmt.Errorf("a caller without certificate: %v", err)
	}

	return "write, etcd on a worker, no such resource, no such namespace, no certificate", nil
}
