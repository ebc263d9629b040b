package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/cosi-project/runtime/api/v1alpha1"
	"github.com/cosi-project/runtime/pkg/resource"
	"github.com/cosi-project/runtime/pkg/resource/meta"
	"github.com/cosi-project/runtime/pkg/resource/protobuf"
	"github.com/cosi-project/runtime/pkg/safe"
	"github.com/siderolabs/talos/pkg/machinery/client"
	"go.yaml.in/yaml/v4"

	// They register what they know.
	_ "github.com/siderolabs/talos/pkg/machinery/resources/block"
	_ "github.com/siderolabs/talos/pkg/machinery/resources/cluster"
	_ "github.com/siderolabs/talos/pkg/machinery/resources/config"
	_ "github.com/siderolabs/talos/pkg/machinery/resources/etcd"
	_ "github.com/siderolabs/talos/pkg/machinery/resources/hardware"
	_ "github.com/siderolabs/talos/pkg/machinery/resources/k8s"
	_ "github.com/siderolabs/talos/pkg/machinery/resources/network"
	_ "github.com/siderolabs/talos/pkg/machinery/resources/runtime"
	_ "github.com/siderolabs/talos/pkg/machinery/resources/time"
	_ "github.com/siderolabs/talos/pkg/machinery/resources/v1alpha1"
)

// definitionsOf lists what types of resources a node has.
func definitionsOf(ctx context.Context, c *client.Client) ([]*meta.ResourceDefinition, error) {
	list, err := safe.StateListAll[*meta.ResourceDefinition](ctx, c.COSI)
	if err != nil {
		return nil, err
	}

	return safe.ToSlice(list, func(definition *meta.ResourceDefinition) *meta.ResourceDefinition { return definition }), nil
}

// compareDefinitions holds what a node says of its types against what the library has.
func compareDefinitions(ctx context.Context, lab *lab) (string, error) {
	c, err := lab.direct(ctx, lab.controlPlanes[0])
	if err != nil {
		return "", err
	}

	definitions, err := definitionsOf(ctx, c)
	if err != nil {
		return "", err
	}

	var differences []string

	compared := 0

	for _, found := range definitions {
		kind := found.TypedSpec().Type

		known, err := emptyOf(kind)
		if err != nil {
			return "", err
		}

		provider, ok := known.(meta.ResourceDefinitionProvider)
		if !ok {
			differences = append(differences, kind+": the library does not know it")

			continue
		}

		wanted, err := meta.NewResourceDefinition(provider.ResourceDefinition())
		if err != nil {
			return "", err
		}

		compared++

		if ours, theirs := asYAML(found.Spec()), asYAML(wanted.Spec()); ours != theirs {
			differences = append(differences, fmt.Sprintf("%s: found\n%s\nwanted\n%s", kind, ours, theirs))
		}
	}

	return fmt.Sprintf("%d types as the library has them", compared), joined(differences)
}

// emptyOf makes a resource of a type; of most types the library does so only by decoding one.
func emptyOf(kind resource.Type) (resource.Resource, error) {
	if created, err := protobuf.CreateResource(kind); err == nil {
		return created, nil
	}

	wrapped, err := protobuf.Unmarshal(&v1alpha1.Resource{
		Metadata: &v1alpha1.Metadata{Type: kind, Id: "empty", Version: "1", Phase: "running"},
		Spec:     &v1alpha1.Spec{},
	})
	if err != nil {
		return nil, err
	}

	return protobuf.UnmarshalResource(wrapped)
}

func asYAML(value any) string {
	text, err := yaml.Marshal(value)
	if err != nil {
		return err.Error()
	}

	return string(text)
}

func joined(differences []string) error {
	if len(differences) == 0 {
		return nil
	}

	return errors.New(strings.Join(differences, "\n"))
}

// compareResources reads every resource of every node, decodes it with the library and encodes it again: both forms
// must say what the node sent.
func compareResources(ctx context.Context, lab *lab) (string, error) {
	var differences []string

	count := 0
	kinds := map[string]struct{}{}

	for _, node := range lab.nodes() {
		c, err := lab.direct(ctx, node)
		if err != nil {
			return "", err
		}

		definitions, err := definitionsOf(ctx, c)
		if err != nil {
			return "", err
		}

		for _, definition := range definitions {
			spec := definition.TypedSpec()

			found, err := rawList(ctx, c, spec.DefaultNamespace, spec.Type)
			if err != nil {
				return "", fmt.Errorf("%s: %w", spec.Type, err)
			}

			for _, raw := range found {
				difference, err := compareResource(raw)
				if err != nil {
					return "", fmt.Errorf("%s/%s: %w", spec.Type, raw.GetMetadata().GetId(), err)
				}

				if difference != "" {
					differences = append(differences, fmt.Sprintf("%s/%s: %s", spec.Type, raw.GetMetadata().GetId(), difference))
				}

				count++
				kinds[spec.Type] = struct{}{}
			}
		}
	}

	return fmt.Sprintf("%d resources of %d types, read and written again", count, len(kinds)), joined(differences)
}

func rawList(ctx context.Context, c *client.Client, namespace, kind string) ([]*v1alpha1.Resource, error) {
	stream, err := v1alpha1.NewStateClient(c.Conn()).List(ctx, &v1alpha1.ListRequest{Namespace: namespace, Type: kind})
	if err != nil {
		return nil, err
	}

	var found []*v1alpha1.Resource

	for {
		reply, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return found, nil
		}

		if err != nil {
			return nil, err
		}

		found = append(found, reply.GetResource())
	}
}

func compareResource(raw *v1alpha1.Resource) (string, error) {
	wrapped, err := protobuf.Unmarshal(raw)
	if err != nil {
		return "", err
	}

	typed, err := protobuf.UnmarshalResource(wrapped)
	if err != nil {
		return "", err
	}

	again, err := protobuf.FromResource(typed)
	if err != nil {
		return "", err
	}

	encoded, err := again.Marshal()
	if err != nil {
		return "", err
	}

	ours, err := plainOf(raw.GetSpec().GetYamlSpec())
	if err != nil {
		return "", err
	}

	theirs, err := plainOf(encoded.GetSpec().GetYamlSpec())
	if err != nil {
		return "", err
	}

	if ours != theirs {
		return fmt.Sprintf("YAML: found\n%s\nwanted\n%s", ours, theirs), nil
	}

	// Fields may come in any order, but what the library does not know is lost on the way.
	if found, wanted := len(raw.GetSpec().GetProtoSpec()), len(encoded.GetSpec().GetProtoSpec()); found != wanted {
		return fmt.Sprintf("message: found\n%x\nwanted\n%x", raw.GetSpec().GetProtoSpec(), encoded.GetSpec().GetProtoSpec()), nil
	}

	return "", nil
}

// plainOf writes what a YAML text says in one way, whatever its style.
func plainOf(text string) (string, error) {
	var value any

	if err := yaml.Unmarshal([]byte(text), &value); err != nil {
		return "", err
	}

	return asYAML(value), nil
}
