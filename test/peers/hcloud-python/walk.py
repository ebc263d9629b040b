"""Walks every resource of a sandbox with Hetzner's own Python client. Fails loudly; prints OK at its end."""

import os
import sys

from hcloud import APIException, Client
from hcloud.actions import ActionFailedException
from hcloud.certificates import ManagedCertificateStatus  # noqa: F401  (the client knows the shape)
from hcloud.firewalls import FirewallResource, FirewallResourceLabelSelector, FirewallRule
from hcloud.images import Image
from hcloud.load_balancer_types import LoadBalancerType
from hcloud.load_balancers import (
    LoadBalancerAlgorithm,
    LoadBalancerHealthCheck,
    LoadBalancerService,
    LoadBalancerTarget,
    LoadBalancerTargetLabelSelector,
)
from hcloud.locations import Location
from hcloud.networks import NetworkRoute, NetworkSubnet
from hcloud.server_types import ServerType
from hcloud.servers import Server, ServerCreatePublicNetwork  # noqa: F401

client = Client(
    token=os.environ["HCLOUD_TOKEN"],
    api_endpoint=os.environ["HCLOUD_ENDPOINT"],
    poll_interval=0.05,
)


def refused(code, call):
    """The call must fail with this code."""
    try:
        call()
    except APIException as error:
        assert error.code == code, f"wanted {code}, got {error.code}: {error.message}"
        return
    raise AssertionError(f"wanted {code}, nothing was refused")


def done(action):
    action.wait_until_finished()
    return action


location = client.locations.get_by_name("fsn1")
assert location.network_zone == "eu-central"
assert len(client.locations.get_all()) == 6
cx23 = client.server_types.get_by_name("cx23")
assert (cx23.cores, cx23.disk, cx23.architecture) == (2, 40, "x86")
assert client.load_balancer_types.get_by_name("lb11").max_services == 5
assert client.isos.get_by_name("talos-v1.13.9-hcloud-amd64.iso") is not None
debian = client.images.get_by_name_and_architecture("debian-13", "x86")
assert debian.os_flavor == "debian"
my_key = client.ssh_keys.get_by_name("my-key")

# networks
network = client.networks.create(name="py-net", ip_range="10.0.0.0/16", labels={"by": "python"})
done(network.add_subnet(NetworkSubnet(type="cloud", network_zone="eu-central", ip_range="10.0.1.0/24")))
done(network.add_route(NetworkRoute(destination="10.100.0.0/24", gateway="10.0.1.1")))
network = client.networks.get_by_id(network.id)
assert network.subnets[0].gateway == "10.0.0.1" and network.routes[0].gateway == "10.0.1.1"
network = network.update(name="py-net2", labels={"by": "python", "x": "y"})
assert [n.id for n in client.networks.get_all(label_selector="x=y")] == [network.id]
refused("uniqueness_error", lambda: client.networks.create(name="py-net2", ip_range="10.1.0.0/16"))

# placement group, firewall, primary IP
group = client.placement_groups.create(name="py-group", type="spread").placement_group
rule = FirewallRule(direction="in", protocol="tcp", port="22", source_ips=["0.0.0.0/0", "::/0"])
created = client.firewalls.create(
    name="py-wall",
    rules=[rule],
    resources=[
        FirewallResource(
            type=FirewallResource.TYPE_LABEL_SELECTOR,
            label_selector=FirewallResourceLabelSelector("role=web"),
        )
    ],
)
for action in created.actions:
    done(action)
firewall = created.firewall
primary = client.primary_ips.create(type="ipv4", name="py-p4", location=Location("fsn1"), auto_delete=False).primary_ip
assert primary.assignee_id is None

# servers
response = client.servers.create(
    name="py-server",
    server_type=ServerType("cx23"),
    image=Image(id=debian.id),
    location=Location("fsn1"),
    ssh_keys=[my_key],
    placement_group=group,
    firewalls=[firewall],
    networks=[network],
    labels={"role": "web"},
    public_net=ServerCreatePublicNetwork(ipv4=primary, enable_ipv6=True),
    user_data="#cloud-config\n",
)
assert response.root_password is None
done(response.action)
for action in response.next_actions:
    done(action)
server = client.servers.get_by_id(response.server.id)
assert server.status == Server.STATUS_RUNNING
assert server.public_net.primary_ipv4.id == primary.id
assert server.private_net[0].ip == "10.0.1.1"
assert server.placement_group.id == group.id
assert [f.firewall.id for f in server.public_net.firewalls] == [firewall.id]
assert client.servers.get_by_name("py-server").id == server.id
assert len(client.servers.get_all(status=["running"])) == 1
server = server.update(name="py-server2", labels={"role": "web", "n": "2"})
refused("must_be_unassigned", primary.delete)
refused("resource_in_use", firewall.delete)
refused("invalid_input", lambda: client.servers.create(name="bad name", server_type=ServerType("cx23"), image=debian))
refused("server_not_stopped", lambda: server.change_type(ServerType("cx33"), upgrade_disk=False))
done(server.power_off())
done(server.change_type(ServerType("cx33"), upgrade_disk=False))
rescue = server.enable_rescue(type="linux64", ssh_keys=[my_key.id])
done(rescue.action)
assert isinstance(rescue.root_password, str)
done(server.reset())
done(server.reboot())
done(server.shutdown())
done(server.power_on())
done(server.enable_backup())
done(server.disable_backup())
done(server.attach_iso(client.isos.get_by_name("debian-13.1.0-amd64-netinst.iso")))
done(server.detach_iso())
done(server.change_dns_ptr(ip=server.public_net.ipv4.ip, dns_ptr="py.example.com"))
done(server.change_alias_ips(network=network, alias_ips=["10.0.1.50"]))
done(server.detach_from_network(network))
done(server.attach_to_network(network, ip="10.0.1.77"))
done(server.change_protection(delete=True, rebuild=True))
refused("protected", server.delete)
done(server.change_protection(delete=False, rebuild=False))
console = server.request_console()
done(console.action)  # until then the server is locked
assert console.wss_url.startswith("wss://")
done(server.reset_password().action)
done(server.rebuild(image=debian).action)
image_response = server.create_image(description="py", type="snapshot", labels={"os": "debian"})
done(image_response.action)
snapshot = client.images.get_by_id(image_response.image.id)
assert snapshot.status == "available" and snapshot.disk_size == 40
snapshot = snapshot.update(description="py2")
assert [i.id for i in client.images.get_all(type=["snapshot"], label_selector="os=debian")] == [snapshot.id]
done(snapshot.change_protection(delete=False))
assert len(server.get_actions(sort=["id:desc"])) > 15

# volumes
volume_response = client.volumes.create(size=10, name="py-vol", location=location, format="ext4")
done(volume_response.action)
volume = volume_response.volume
done(volume.attach(server))
refused("volume_already_attached", lambda: volume.attach(server))
done(volume.resize(20))
done(volume.detach())
volume = volume.update(name="py-vol2")
volume.delete()

# floating IP
floating_response = client.floating_ips.create(type="ipv4", home_location=location, name="py-float")
floating = floating_response.floating_ip
done(floating.assign(server))
done(floating.change_dns_ptr(ip=floating.ip, dns_ptr="f.example.com"))
done(floating.unassign())
floating.delete()

# load balancer
balancer_response = client.load_balancers.create(
    name="py-lb",
    load_balancer_type=LoadBalancerType("lb11"),
    location=location,
    algorithm=LoadBalancerAlgorithm("round_robin"),
    services=[
        LoadBalancerService(
            protocol="tcp",
            listen_port=26443,
            destination_port=6443,
            proxyprotocol=False,
            health_check=LoadBalancerHealthCheck(protocol="tcp", port=6443, interval=15, timeout=10, retries=3),
        )
    ],
    targets=[LoadBalancerTarget(type="server", server=server)],
)
done(balancer_response.action)
balancer = client.load_balancers.get_by_name("py-lb")
assert balancer.public_net.ipv4.ip.startswith("127.")
assert balancer.targets[0].server.id == server.id
done(balancer.attach_to_network(network))
done(balancer.remove_target(LoadBalancerTarget(type="server", server=server)))
done(
    balancer.add_target(
        LoadBalancerTarget(
            type="label_selector",
            label_selector=LoadBalancerTargetLabelSelector(selector="role=web"),
            use_private_ip=True,
        )
    )
)
done(balancer.disable_public_interface())
done(balancer.enable_public_interface())
done(balancer.change_algorithm(LoadBalancerAlgorithm("least_connections")))
done(balancer.change_type(LoadBalancerType("lb21")))
done(balancer.delete_service(LoadBalancerService(listen_port=26443)))
done(balancer.detach_from_network(network))
balancer.delete()
assert client.load_balancers.get_by_name("py-lb") is None

# certificates, keys
certificate_response = client.certificates.create_managed(name="py-cert", domain_names=["example.com"])
done(certificate_response.action)
certificate = client.certificates.get_by_id(certificate_response.certificate.id)
assert certificate.status.issuance == "completed"
certificate.delete()
key = client.ssh_keys.create(
    name="py-key",
    public_key="ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBwK7jH1V3yQ1nq0d1m0c2tqk1Uo9s8xk6Cw3m0fA0aA fix@example.com",
)
assert client.ssh_keys.get_by_fingerprint(key.fingerprint).id == key.id
key.update(name="py-key2")
key.delete()

# the way out
done(firewall.remove_from_resources(
    [FirewallResource(type="label_selector", label_selector=FirewallResourceLabelSelector("role=web"))]
)[0])
for action in firewall.remove_from_resources(
    [FirewallResource(type="server", server=server)]
):
    done(action)
done(server.delete())
assert client.servers.get_by_name("py-server2") is None
refused("not_found", lambda: client.servers.get_by_id(server.id))
firewall.delete()
group.delete()
primary.delete()
snapshot.delete()
network.delete()
assert client.servers.get_all() == [] and client.networks.get_all() == []
assert ActionFailedException is not None
print(f"OK python {sys.version.split()[0]}")
