import type { TypeTable } from "../../schema";

/** `machine.network` of the v1alpha1 document. Field syntax: schema/field.ts. */
export const legacyNetworkTypes: TypeTable = {
  "v1alpha1.Bond":
    "interfaces []string; deviceSelectors? []v1alpha1.NetworkDeviceSelector; arpIPTarget? []string; mode string; xmitHashPolicy? string; lacpRate? string; adActorSystem? string; arpValidate? string; arpAllTargets? string; primary? string; primaryReselect? string; failOverMac? string; adSelect? string; miimon? uint32; updelay? uint32; downdelay? uint32; arpInterval? uint32; resendIgmp? uint32; minLinks? uint32; lpInterval? uint32; packetsPerSlave? uint32; numPeerNotif? uint8; tlbDynamicLb? uint8; allSlavesActive? uint8; useCarrier? *bool; adActorSysPrio? uint16; adUserPortKey? uint16; peerNotifyDelay? uint32",
  "v1alpha1.Bridge": "interfaces []string; stp? *v1alpha1.STP; vlan? *v1alpha1.BridgeVLAN",
  "v1alpha1.BridgePort": "master? string",
  "v1alpha1.BridgeVLAN": "vlanFiltering? *bool",
  "v1alpha1.DHCPOptions": "routeMetric uint32; ipv4? *bool; ipv6? *bool; duidv6? string",
  "v1alpha1.Device":
    "interface? string; deviceSelector? *v1alpha1.NetworkDeviceSelector; addresses? []string; cidr? string; routes? []*v1alpha1.Route; bond? *v1alpha1.Bond; bridge? *v1alpha1.Bridge; bridgePort? *v1alpha1.BridgePort; vlans? []*v1alpha1.Vlan; mtu? int; dhcp? *bool; ignore? *bool; dummy? *bool; dhcpOptions? *v1alpha1.DHCPOptions; wireguard? *v1alpha1.DeviceWireguardConfig; vip? *v1alpha1.DeviceVIPConfig",
  "v1alpha1.DeviceVIPConfig":
    "ip? string; equinixMetal? *v1alpha1.VIPEquinixMetalConfig; hcloud? *v1alpha1.VIPHCloudConfig",
  "v1alpha1.DeviceWireguardConfig":
    "privateKey? string; listenPort? int; firewallMark? int; peers? []*v1alpha1.DeviceWireguardPeer",
  "v1alpha1.DeviceWireguardPeer":
    "publicKey? string; endpoint? string; persistentKeepaliveInterval? duration; allowedIPs? []string",
  "v1alpha1.ExtraHost": "ip string; aliases []string",
  "v1alpha1.KubeSpanFilters": "endpoints? []string; excludeAdvertisedNetworks? []string @1.12",
  "v1alpha1.NetworkConfig":
    "hostname? string; interfaces? []*v1alpha1.Device; nameservers? []string; searchDomains? []string; extraHostEntries? []*v1alpha1.ExtraHost; kubespan? *v1alpha1.NetworkKubeSpan; disableSearchDomain? *bool",
  "v1alpha1.NetworkDeviceSelector":
    "busPath? string; hardwareAddr? string; permanentAddr? string; pciID? string; driver? string; physical? *bool",
  "v1alpha1.NetworkKubeSpan":
    "enabled? *bool; advertiseKubernetesNetworks? *bool; allowDownPeerBypass? *bool; harvestExtraEndpoints? *bool; mtu? *uint32; filters? *v1alpha1.KubeSpanFilters",
  "v1alpha1.Route": "network string; gateway string; source? string; metric? uint32; mtu? uint32",
  "v1alpha1.STP": "enabled? *bool",
  "v1alpha1.VIPEquinixMetalConfig": "apiToken string",
  "v1alpha1.VIPHCloudConfig": "apiToken string",
  "v1alpha1.Vlan":
    "addresses? []string; cidr? string; routes []*v1alpha1.Route; dhcp? *bool; vlanId uint16; mtu? uint32; vip? *v1alpha1.DeviceVIPConfig; dhcpOptions? *v1alpha1.DHCPOptions",
};
