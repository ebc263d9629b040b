// Walks every resource of a sandbox with Hetzner's own Go client. Exits with 1 at the first surprise; prints OK.
package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"runtime"
	"time"

	"github.com/hetznercloud/hcloud-go/v2/hcloud"
)

var (
	ctx    = context.Background()
	client = hcloud.NewClient(
		hcloud.WithToken(os.Getenv("HCLOUD_TOKEN")),
		hcloud.WithEndpoint(os.Getenv("HCLOUD_ENDPOINT")),
		hcloud.WithPollOpts(hcloud.PollOpts{BackoffFunc: hcloud.ConstantBackoff(20 * time.Millisecond)}),
		hcloud.WithApplication("hephaestus-peer", "1"),
	)
)

func main() {
	catalogue()
	walk()
	fmt.Println("OK", runtime.Version())
}

func check(condition bool, what string, args ...any) {
	if !condition {
		fmt.Fprintf(os.Stderr, "FAILED "+what+"\n", args...)
		os.Exit(1)
	}
}

// must unwraps an answer that may not fail.
func must[T any](value T, _ *hcloud.Response, err error) T {
	check(err == nil, "%T: %v", value, err)
	return value
}

func ok(err error) { check(err == nil, "%v", err) }

func done(action *hcloud.Action, _ *hcloud.Response, err error) {
	ok(err)
	ok(client.Action.WaitFor(ctx, action))
}

func refused(err error, code hcloud.ErrorCode) {
	check(hcloud.IsError(err, code), "wanted %s, got %v", code, err)
}

func cidr(text string) *net.IPNet {
	_, network, err := net.ParseCIDR(text)
	ok(err)
	return network
}

func catalogue() {
	types, err := client.ServerType.All(ctx)
	ok(err)
	check(len(types) > 20, "server types: %d", len(types))
	locations, err := client.Location.All(ctx)
	ok(err)
	check(len(locations) == 6, "locations: %d", len(locations))
	balancerTypes, err := client.LoadBalancerType.All(ctx)
	ok(err)
	check(len(balancerTypes) == 3, "load balancer types: %d", len(balancerTypes))
	isos, err := client.ISO.All(ctx)
	ok(err)
	check(len(isos) > 0, "isos")
	pricing := must(client.Pricing.Get(ctx))
	check(len(pricing.ServerTypes) == len(types), "pricing: %d", len(pricing.ServerTypes))
}

func walk() {
	key := must(client.SSHKey.GetByName(ctx, "my-key"))
	location := must(client.Location.GetByName(ctx, "fsn1"))
	image := must(client.Image.GetByNameAndArchitecture(ctx, "debian-13", hcloud.ArchitectureX86))
	serverType := must(client.ServerType.GetByName(ctx, "cx23"))

	network := must(client.Network.Create(ctx, hcloud.NetworkCreateOpts{Name: "go-net", IPRange: cidr("10.0.0.0/16")}))
	subnet := hcloud.NetworkSubnet{Type: hcloud.NetworkSubnetTypeCloud, IPRange: cidr("10.0.1.0/24"), NetworkZone: hcloud.NetworkZoneEUCentral}
	done(client.Network.AddSubnet(ctx, network, hcloud.NetworkAddSubnetOpts{Subnet: subnet}))
	route := hcloud.NetworkRoute{Destination: cidr("10.100.0.0/24"), Gateway: net.ParseIP("10.0.1.1")}
	done(client.Network.AddRoute(ctx, network, hcloud.NetworkAddRouteOpts{Route: route}))
	must(client.Network.Update(ctx, network, hcloud.NetworkUpdateOpts{Name: "go-net2", Labels: map[string]string{"a": "b"}}))
	_, _, err := client.Network.Create(ctx, hcloud.NetworkCreateOpts{Name: "go-net2", IPRange: cidr("10.1.0.0/16")})
	refused(err, hcloud.ErrorCodeUniquenessError)

	group := must(client.PlacementGroup.Create(ctx, hcloud.PlacementGroupCreateOpts{Name: "go-group", Type: hcloud.PlacementGroupTypeSpread})).PlacementGroup
	port := "22"
	firewall := must(client.Firewall.Create(ctx, hcloud.FirewallCreateOpts{
		Name: "go-wall",
		Rules: []hcloud.FirewallRule{{
			Direction: hcloud.FirewallRuleDirectionIn, Protocol: hcloud.FirewallRuleProtocolTCP, Port: &port,
			SourceIPs: []net.IPNet{*cidr("0.0.0.0/0"), *cidr("::/0")},
		}},
	}))
	ok(client.Action.WaitFor(ctx, firewall.Actions...))

	created := must(client.Server.Create(ctx, hcloud.ServerCreateOpts{
		Name: "go-server", ServerType: serverType, Image: image, Location: location,
		SSHKeys: []*hcloud.SSHKey{key}, PlacementGroup: group, Networks: []*hcloud.Network{network},
		Firewalls: []*hcloud.ServerCreateFirewall{{Firewall: *firewall.Firewall}},
		Labels:    map[string]string{"role": "web"}, UserData: "#cloud-config\n",
	}))
	ok(client.Action.WaitFor(ctx, append(created.NextActions, created.Action)...))
	server := must(client.Server.GetByID(ctx, created.Server.ID))
	check(server.Status == hcloud.ServerStatusRunning, "status %s", server.Status)
	check(server.PrivateNet[0].IP.String() == "10.0.1.1", "private ip %s", server.PrivateNet[0].IP)
	check(server.PublicNet.IPv4.IP.IsLoopback(), "public ip %s", server.PublicNet.IPv4.IP)
	check(server.PublicNet.IPv6.Network != nil, "ipv6 network")
	must(client.Server.Update(ctx, server, hcloud.ServerUpdateOpts{Name: "go-server2"}))

	_, err = client.Firewall.Delete(ctx, firewall.Firewall)
	refused(err, hcloud.ErrorCodeResourceInUse)
	_, _, err = client.Server.ChangeType(ctx, server, hcloud.ServerChangeTypeOpts{ServerType: serverType})
	refused(err, hcloud.ErrorCodeServerNotStopped)
	power(server, key)
	balance(server, network, location)
	store(server, location)
	addresses(server, location)

	yes, no := true, false
	done(client.Server.ChangeProtection(ctx, server, hcloud.ServerChangeProtectionOpts{Delete: &yes, Rebuild: &yes}))
	_, _, err = client.Server.DeleteWithResult(ctx, server)
	refused(err, hcloud.ErrorCodeProtected)
	done(client.Server.ChangeProtection(ctx, server, hcloud.ServerChangeProtectionOpts{Delete: &no, Rebuild: &no}))
	result := must(client.Server.DeleteWithResult(ctx, server))
	ok(client.Action.WaitFor(ctx, result.Action))
	gone := must(client.Server.GetByID(ctx, server.ID))
	check(gone == nil, "server is still there")
	_, err = client.Firewall.Delete(ctx, firewall.Firewall)
	ok(err)
	_, err = client.PlacementGroup.Delete(ctx, group)
	ok(err)
	_, err = client.Network.Delete(ctx, network)
	ok(err)
	left, err := client.Server.All(ctx)
	ok(err)
	check(len(left) == 0, "servers left: %d", len(left))
}

func power(server *hcloud.Server, key *hcloud.SSHKey) {
	done(client.Server.Poweroff(ctx, server))
	rescue := must(client.Server.EnableRescue(ctx, server, hcloud.ServerEnableRescueOpts{Type: hcloud.ServerRescueTypeLinux64, SSHKeys: []*hcloud.SSHKey{key}}))
	ok(client.Action.WaitFor(ctx, rescue.Action))
	check(rescue.RootPassword != "", "no rescue password")
	done(client.Server.Poweron(ctx, server))
	done(client.Server.Reset(ctx, server))
	done(client.Server.Reboot(ctx, server))
	done(client.Server.EnableBackup(ctx, server, ""))
	done(client.Server.DisableBackup(ctx, server))
	made := must(client.Server.CreateImage(ctx, server, &hcloud.ServerCreateImageOpts{Type: hcloud.ImageTypeSnapshot, Labels: map[string]string{"os": "talos"}}))
	ok(client.Action.WaitFor(ctx, made.Action))
	images, err := client.Image.AllWithOpts(ctx, hcloud.ImageListOpts{ListOpts: hcloud.ListOpts{LabelSelector: "os=talos"}, Type: []hcloud.ImageType{hcloud.ImageTypeSnapshot}})
	ok(err)
	check(len(images) == 1 && images[0].Status == hcloud.ImageStatusAvailable, "snapshots: %v", images)
	rebuilt := must(client.Server.RebuildWithResult(ctx, server, hcloud.ServerRebuildOpts{Image: images[0]}))
	ok(client.Action.WaitFor(ctx, rebuilt.Action))
	_, err = client.Image.Delete(ctx, images[0])
	ok(err)
}

func balance(server *hcloud.Server, network *hcloud.Network, location *hcloud.Location) {
	kind := must(client.LoadBalancerType.GetByName(ctx, "lb11"))
	listen, destination := 26444, 6443
	created := must(client.LoadBalancer.Create(ctx, hcloud.LoadBalancerCreateOpts{
		Name: "go-lb", LoadBalancerType: kind, Location: location, Network: network,
		Services: []hcloud.LoadBalancerCreateOptsService{{Protocol: hcloud.LoadBalancerServiceProtocolTCP, ListenPort: &listen, DestinationPort: &destination}},
	}))
	ok(client.Action.WaitFor(ctx, created.Action))
	balancer := created.LoadBalancer
	private := true
	done(client.LoadBalancer.AddServerTarget(ctx, balancer, hcloud.LoadBalancerAddServerTargetOpts{Server: server, UsePrivateIP: &private}))
	_, _, err := client.LoadBalancer.AddServerTarget(ctx, balancer, hcloud.LoadBalancerAddServerTargetOpts{Server: server, UsePrivateIP: &private})
	refused(err, hcloud.ErrorCodeTargetAlreadyDefined)
	_, _, err = client.LoadBalancer.AddService(ctx, balancer, hcloud.LoadBalancerAddServiceOpts{Protocol: hcloud.LoadBalancerServiceProtocolTCP, ListenPort: &listen, DestinationPort: &destination})
	refused(err, hcloud.ErrorCodeSourcePortAlreadyUsed)
	retries := 2
	done(client.LoadBalancer.UpdateService(ctx, balancer, listen, hcloud.LoadBalancerUpdateServiceOpts{HealthCheck: &hcloud.LoadBalancerUpdateServiceOptsHealthCheck{Retries: &retries}}))
	shown := must(client.LoadBalancer.GetByName(ctx, "go-lb"))
	check(len(shown.Targets) == 1 && len(shown.Services) == 1, "targets %d services %d", len(shown.Targets), len(shown.Services))
	check(shown.Services[0].HealthCheck.Retries == 2, "retries %d", shown.Services[0].HealthCheck.Retries)
	done(client.LoadBalancer.RemoveServerTarget(ctx, balancer, server))
	_, err = client.LoadBalancer.Delete(ctx, balancer)
	ok(err)
}

func store(server *hcloud.Server, location *hcloud.Location) {
	created := must(client.Volume.Create(ctx, hcloud.VolumeCreateOpts{Name: "go-vol", Size: 10, Location: location}))
	ok(client.Action.WaitFor(ctx, created.Action))
	done(client.Volume.Attach(ctx, created.Volume, server))
	_, err := client.Volume.Delete(ctx, created.Volume)
	check(err != nil, "an attached volume was deleted")
	done(client.Volume.Resize(ctx, created.Volume, 11))
	done(client.Volume.Detach(ctx, created.Volume))
	_, err = client.Volume.Delete(ctx, created.Volume)
	ok(err)
	cert := must(client.Certificate.CreateCertificate(ctx, hcloud.CertificateCreateOpts{Name: "go-cert", Type: hcloud.CertificateTypeManaged, DomainNames: []string{"example.com"}}))
	ok(client.Action.WaitFor(ctx, cert.Action))
	_, err = client.Certificate.Delete(ctx, cert.Certificate)
	ok(err)
}

func addresses(server *hcloud.Server, location *hcloud.Location) {
	floating := must(client.FloatingIP.Create(ctx, hcloud.FloatingIPCreateOpts{Type: hcloud.FloatingIPTypeIPv4, HomeLocation: location})).FloatingIP
	done(client.FloatingIP.Assign(ctx, floating, server))
	name := "f.example.com"
	done(client.FloatingIP.ChangeDNSPtr(ctx, floating, floating.IP.String(), &name))
	done(client.FloatingIP.Unassign(ctx, floating))
	_, err := client.FloatingIP.Delete(ctx, floating)
	ok(err)
	created := must(client.PrimaryIP.Create(ctx, hcloud.PrimaryIPCreateOpts{Name: "go-p6", Type: hcloud.PrimaryIPTypeIPv6, Location: "fsn1"})).PrimaryIP
	check(created.AssigneeID == 0, "assignee %d", created.AssigneeID)
	_, err = client.PrimaryIP.Delete(ctx, created)
	ok(err)
}
