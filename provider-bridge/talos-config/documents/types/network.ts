import type { TypeTable } from "../../schema";

/** Network documents. Field syntax: schema/field.ts. */
export const networkTypes: TypeTable = {
  "network.AddressConfig": "address prefix; routePriority? *uint32",
  "network.BlackholeRouteConfig": "name string; metric? uint32",
  "network.BondConfig":
    "name string; hardwareAddr? hardwareAddr; links? []string; bondMode? *enum:BondMode; miimon? *uint32; updelay? *uint32; downdelay? *uint32; useCarrier? *bool; xmitHashPolicy? *enum:BondXmitHashPolicy; arpInterval? *uint32; arpIpTargets? []addr; nsIp6Targets? []addr; arpValidate? *enum:ARPValidate; arpAllTargets? *enum:ARPAllTargets; lacpRate? *enum:LACPRate; failOverMac? *enum:FailOverMAC; adSelect? *enum:ADSelect; adActorSysPrio? *uint16; adUserPortKey? *uint16; adLACPActive? *enum:ADLACPActive; primaryReselect? *enum:PrimaryReselect; resendIGMP? *uint32; minLinks? *uint32; lpInterval? *uint32; packetsPerSlave? *uint32; numPeerNotif? *uint8; tlbLogicalLb? *uint8; allSlavesActive? *uint8; peerNotifDelay? *uint32; missedMax? *uint8; up? *bool; mtu? uint32; addresses? []network.AddressConfig; routes? []network.RouteConfig; multicast? *bool",
  "network.BridgeConfig":
    "name string; hardwareAddr? hardwareAddr; links? []string; stp? network.BridgeSTPConfig; vlan? network.BridgeVLANConfig; up? *bool; mtu? uint32; addresses? []network.AddressConfig; routes? []network.RouteConfig; multicast? *bool",
  "network.BridgeSTPConfig": "enabled? *bool",
  "network.BridgeVLANConfig": "filtering? *bool",
  "network.DHCPv4Config":
    "name string; routeMetric? uint32; ignoreHostname? *bool; clientIdentifier? *enum:ClientIdentifier; duidRaw? hardwareAddr; ignoreRoutes? *bool @1.14",
  "network.DHCPv6Config":
    "name string; routeMetric? uint32; ignoreHostname? *bool; clientIdentifier? *enum:ClientIdentifier; duidRaw? hardwareAddr",
  "network.DefaultActionConfig": "ingress enum:DefaultAction",
  "network.DummyLinkConfig":
    "name string; hardwareAddr? hardwareAddr; up? *bool; mtu? uint32; addresses? []network.AddressConfig; routes? []network.RouteConfig; multicast? *bool",
  "network.EthernetChannelsConfig": "rx? *uint32; tx? *uint32; other? *uint32; combined? *uint32",
  "network.EthernetConfig":
    "name string; features? map bool; rings? *network.EthernetRingsConfig; channels? *network.EthernetChannelsConfig; wakeOnLan? []enum:WOLMode @1.12",
  "network.EthernetRingsConfig":
    "rx? *uint32; tx? *uint32; rx-mini? *uint32; rx-jumbo? *uint32; rx-buf-len? *uint32; cqe-size? *uint32; tx-push? *bool; rx-push? *bool; tx-push-buf-len? *uint32; tcp-data-split? *bool",
  "network.HCloudVIPConfig": "name string; link string; apiToken string",
  "network.HostnameConfig": "auto? *enum:AutoHostnameKind; hostname? string",
  "network.IngressRule": "subnet prefix; except? prefix",
  "network.KubeSpanConfig":
    "enabled? *bool; advertiseKubernetesNetworks? *bool; allowDownPeerBypass? *bool; harvestExtraEndpoints? *bool; mtu? *uint32; filters? *network.KubeSpanFiltersConfig",
  "network.KubeSpanFiltersConfig": "endpoints? []string; excludeAdvertisedNetworks? []prefix",
  "network.KubespanEndpointsConfig": "extraAnnouncedEndpoints []addrPort",
  "network.Layer2VIPConfig": "name string; link string",
  "network.LinkAliasConfig": "name string; selector? network.LinkSelector",
  "network.LinkConfig":
    "name string; up? *bool; mtu? uint32; addresses? []network.AddressConfig; routes? []network.RouteConfig; multicast? *bool",
  "network.LinkSelector": "match? cel",
  "network.NTPConfig": "servers? []string; useNTS? *bool @1.14",
  "network.NameserverConfig": "address addr; protocol? string @1.14; tlsServerName? string @1.14",
  "network.PTPConfig": "devices? []string",
  "network.ResolverConfig":
    "nameservers? []network.NameserverConfig; searchDomains? network.SearchDomainsConfig; hostDNS? network.HostDNSConfig @1.14",
  "network.RouteConfig":
    "destination? prefix; gateway? addr; source? addr; metric? uint32; mtu? uint32; table? enum:RoutingTable",
  "network.RoutingRuleConfig":
    "name string; src? prefix; dst? prefix; table enum:RoutingTable; action? enum:RoutingRuleAction; iifName? string; oifName? string; fwMark? uint32; fwMask? uint32",
  "network.RuleConfig": "name string; portSelector network.RulePortSelector; ingress []network.IngressRule replace",
  "network.RulePortSelector": "ports []portRange replace; protocol enum:Protocol",
  "network.SearchDomainsConfig": "domains? []string; disableDefault? *bool",
  "network.StaticHostConfig": "name string; hostnames []string",
  "network.TCPProbeConfig":
    "name string; interval? duration; failureThreshold? int; endpoint string; timeout? duration",
  "network.TimeSyncConfig": "enabled? *bool; bootTimeout? duration; ntp? *network.NTPConfig; ptp? *network.PTPConfig",
  "network.VLANConfig":
    "name string; vlanID? uint16; vlanMode? *enum:VLANProtocol; parent? string; up? *bool; mtu? uint32; addresses? []network.AddressConfig; routes? []network.RouteConfig; multicast? *bool",
  "network.VRFConfig":
    "name string; hardwareAddr? hardwareAddr; links? []string; table enum:RoutingTable; up? *bool; mtu? uint32; addresses? []network.AddressConfig; routes? []network.RouteConfig; multicast? *bool",
  "network.WireguardConfig":
    "name string; privateKey? string; listenPort? int; firewallMark? int; peers? []network.WireguardPeer; up? *bool; mtu? uint32; addresses? []network.AddressConfig; routes? []network.RouteConfig; multicast? *bool",
  "network.WireguardPeer":
    "publicKey? string; presharedKey? string; endpoint? addrPort; persistentKeepaliveInterval? duration; allowedIPs? []prefix",
  "network.BGPBFDConfig": "transmitInterval? duration; receiveInterval? duration; detectMultiplier? uint8",
  "network.BGPImportRoute": "bgpInstance string; prefixes []prefix",
  "network.BGPInstanceConfig":
    "name string; vrf? string; localASN uint32; routerID? addr; routeSource? addr; advertise? []string replace; multipath? *bool; maxPaths? uint8; installRoutes? *bool; importRoutes? []network.BGPImportRoute replace; neighbors? []network.BGPNeighborConfig replace",
  "network.BGPNeighborConfig":
    "address? addr; link? string; peerASN? uint32; localASN? uint32; passive? bool; holdTime? duration; bfd? *network.BGPBFDConfig",
  "network.HTTPProbeConfig": "name string; interval? duration; failureThreshold? int; url url; timeout? duration",
  "network.HostDNSConfig": "enabled? *bool; forwardKubeDNSToHost? *bool; resolveMemberNames? *bool",
  "network.VethConfig":
    "name string; peer network.VethPeerConfig; up? *bool; mtu? uint32; addresses? []network.AddressConfig; routes? []network.RouteConfig; multicast? *bool",
  "network.VethPeerConfig":
    "name string; up? *bool; mtu? uint32; addresses? []network.AddressConfig; routes? []network.RouteConfig; multicast? *bool",
};
