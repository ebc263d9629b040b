package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"os"

	"github.com/cosi-project/runtime/pkg/safe"
	machineapi "github.com/siderolabs/talos/pkg/machinery/api/machine"
	"github.com/siderolabs/talos/pkg/machinery/client"
	"github.com/siderolabs/talos/pkg/machinery/constants"
	"github.com/siderolabs/talos/pkg/machinery/resources/etcd"
	bolt "go.etcd.io/bbolt"
	"google.golang.org/grpc/codes"
)

// walkEtcd asks for status, alarms and members, and moves the lead.
func walkEtcd(ctx context.Context, lab *lab) (string, error) {
	var leader uint64

	leaders := map[uint64]*client.Client{}

	for _, node := range lab.controlPlanes {
		c, err := lab.direct(ctx, node)
		if err != nil {
			return "", err
		}

		reply, err := c.EtcdStatus(ctx)
		if err != nil {
			return "", err
		}

		status := reply.Messages[0].MemberStatus
		leader = status.Leader
		leaders[status.MemberId] = c

		member, err := safe.StateGetByID[*etcd.Member](ctx, c.COSI, etcd.LocalMemberID)
		if err != nil {
			return "", err
		}

		if id := etcd.FormatMemberID(status.MemberId); member.TypedSpec().MemberID != id {
			return "", fmt.Errorf("member %s has status of %s", member.TypedSpec().MemberID, id)
		}
	}

	c := leaders[leader]
	if c == nil {
		return "", fmt.Errorf("nobody is the leader %x", leader)
	}

	forfeit, err := c.EtcdForfeitLeadership(ctx, &machineapi.EtcdForfeitLeadershipRequest{})
	if err != nil {
		return "", err
	}

	if forfeit.Messages[0].Member == "" {
		return "", fmt.Errorf("the leader led nobody")
	}

	if _, err := c.EtcdAlarmList(ctx); err != nil {
		return "", err
	}

	if _, err := c.EtcdDefragment(ctx); err != nil {
		return "", err
	}

	err = c.EtcdRemoveMemberByID(ctx, &machineapi.EtcdRemoveMemberByIDRequest{MemberId: 1})
	if !statusIs(err, codes.NotFound) {
		return "", fmt.Errorf("a member that is none was removed: %v", err)
	}

	return "status of each member; the lead went to " + forfeit.Messages[0].Member, nil
}

// snapshot reads etcd's database, checks the hash behind it, and opens it with etcd's own storage.
func snapshot(ctx context.Context, c *client.Client) ([]byte, error) {
	reader, err := c.EtcdSnapshot(ctx, &machineapi.EtcdSnapshotRequest{})
	if err != nil {
		return nil, err
	}

	defer reader.Close() //nolint:errcheck

	data, err := io.ReadAll(reader)
	if err != nil {
		return nil, err
	}

	database := data[:len(data)-sha256.Size]
	if sum := sha256.Sum256(database); !bytes.Equal(sum[:], data[len(database):]) {
		return nil, fmt.Errorf("the hash behind a snapshot of %d bytes is another", len(data))
	}

	file, err := os.CreateTemp("", "snapshot-*.db")
	if err != nil {
		return nil, err
	}

	defer os.Remove(file.Name()) //nolint:errcheck

	if _, err := file.Write(database); err != nil {
		return nil, err
	}

	if err := file.Close(); err != nil {
		return nil, err
	}

	return data, checkDatabase(file.Name())
}

func checkDatabase(path string) error {
	opened, err := bolt.Open(path, 0o600, &bolt.Options{ReadOnly: true})
	if err != nil {
		return err
	}

	defer opened.Close() //nolint:errcheck

	return opened.View(func(tx *bolt.Tx) error {
		for problem := range tx.Check() {
			return problem
		}

		return nil
	})
}

// recoverEtcd loses all of etcd and brings it back from a snapshot.
func recoverEtcd(ctx context.Context, lab *lab) (string, error) {
	first, err := lab.direct(ctx, lab.controlPlanes[0])
	if err != nil {
		return "", err
	}

	data, err := snapshot(ctx, first)
	if err != nil {
		return "", err
	}

	if err := wipeEphemeral(ctx, lab, lab.controlPlanes); err != nil {
		return "", err
	}

	if err := eventually(ctx, func(ctx context.Context) error {
		_, err := first.EtcdRecover(ctx, bytes.NewReader(data))

		return err
	}); err != nil {
		return "", err
	}

	if err := eventually(ctx, func(ctx context.Context) error {
		return first.Bootstrap(ctx, &machineapi.BootstrapRequest{RecoverEtcd: true})
	}); err != nil {
		return "", err
	}

	for _, node := range lab.controlPlanes {
		c, err := lab.direct(ctx, node)
		if err != nil {
			return "", err
		}

		if err := waitForRunning(ctx, c, ""); err != nil {
			return "", err
		}
	}

	if err := expectMembers(ctx, lab, 3); err != nil {
		return "", err
	}

	kubernetes, err := useKubeconfig(ctx, lab)

	return fmt.Sprintf("snapshot of %d bytes that bbolt finds whole; afterwards %s", len(data), kubernetes), err
}

// wipeEphemeral takes control planes' data without asking etcd, all at once so that none joins another again, and waits
// until the nodes answer after their reboot.
func wipeEphemeral(ctx context.Context, lab *lab, nodes []string) error {
	before := map[string]string{}

	for _, node := range nodes {
		c, err := lab.direct(ctx, node)
		if err != nil {
			return err
		}

		if before[node], err = bootIDOf(ctx, c); err != nil {
			return err
		}
	}

	for _, node := range nodes {
		if err := lab.clients[node].ResetGeneric(ctx, &machineapi.ResetRequest{
			Reboot:                 true,
			SystemPartitionsToWipe: []*machineapi.ResetPartitionSpec{{Label: constants.EphemeralPartitionLabel, Wipe: true}},
		}); err != nil {
			return err
		}
	}

	for _, node := range nodes {
		if err := eventually(ctx, func(ctx context.Context) error {
			id, err := bootIDOf(ctx, lab.clients[node])
			if err == nil && id == before[node] {
				return fmt.Errorf("%s did not boot again", node)
			}

			return err
		}); err != nil {
			return err
		}
	}

	return nil
}
