import { parseUrl } from "../scalars";
import { booleanAt, listAt, mapAt, textAt, type ValueMap, valueAt } from "../value";
import { endpointProblem, isSubnetFilter } from "./endpoint";
import { type Problem, type Rule, when } from "./finding";
import { kubernetesImageProblems } from "./kubernetes-image";
import { kubeSpanEnabled, type LegacyConfig, maps, texts } from "./legacy";

const dnsName = /^([a-zA-Z0-9_][a-zA-Z0-9_-]{0,62})(\.[a-zA-Z0-9_][a-zA-Z0-9_-]{0,62})*[._]?$/;
const authorizers = ["Node", "RBAC", "Webhook"];

/** Rules about `cluster`; without an endpoint the others are not asked, as in Talos. */
export const clusterRules: readonly Rule<LegacyConfig>[] = [
  {
    about: "the section and its endpoint",
    until: 13,
    check: ({ cluster }) => {
      if (cluster === undefined) return [{ path: "cluster", message: "the section is required" }];
      return when(!hasEndpoint(cluster), "cluster.controlPlane.endpoint", "the URL of the Kubernetes API is required");
    },
  },
  {
    about: "the section, whose endpoint may be in KubeClusterConfig",
    since: 14,
    check: ({ cluster }) => {
      if (cluster === undefined) return [{ path: "cluster", message: "the section is required" }];
      const lacking = mapAt(cluster, "controlPlane") !== undefined && !hasEndpoint(cluster);
      return when(lacking, "cluster.controlPlane.endpoint", "the URL of the Kubernetes API is required");
    },
  },
  {
    about: "image tags say a version of Kubernetes that this Talos runs",
    since: 14,
    check: ({ machine, cluster }) => [
      ...kubernetesImageProblems(mapAt(machine, "kubelet"), "machine.kubelet.image"),
      ...["apiServer", "controllerManager", "scheduler", "proxy"].flatMap((name) =>
        kubernetesImageProblems(mapAt(cluster, name), `cluster.${name}.image`),
      ),
    ],
  },
  withEndpoint("endpoint URL", ({ endpoint }) => {
    const problem = endpointProblem(endpoint);
    return problem === undefined ? [] : [{ path: "cluster.controlPlane.endpoint", message: problem }];
  }),
  withEndpoint("DNS domain", ({ cluster }) => {
    const domain = textAt(cluster, "network", "dnsDomain");
    const valid = domain === "" || (dnsName.test(domain) && domain.replaceAll(".", "").length <= 255);
    return when(!valid, "cluster.network.dnsDomain", `"${domain}" is no DNS name`);
  }),
  withEndpoint("external cloud provider", ({ cluster }) => externalCloudProvider(cluster)),
  withEndpoint("etcd", ({ cluster, config }) => etcd(cluster, config.controlPlane)),
  withEndpoint("Kubernetes CA key", ({ cluster, config }) =>
    when(
      !config.controlPlane && textAt(cluster, "ca", "key") !== "",
      "cluster.ca.key",
      "the key of the CA is allowed on control planes only",
    ),
  ),
  withEndpoint("inline manifests", ({ cluster }) => {
    const names = maps(listAt(cluster, "inlineManifests")).map((manifest) => textAt(manifest, "name"));
    return names.flatMap((name, index) => [
      ...when(name.trim() === "", `cluster.inlineManifests[${index}].name`, "the manifest has no name"),
      ...when(names.indexOf(name) < index, `cluster.inlineManifests[${index}].name`, `the name "${name}" is taken`),
    ]);
  }),
  withEndpoint("discovery", ({ cluster }) => discovery(cluster)),
  withEndpoint("API server", ({ cluster }) => apiServer(mapAt(cluster, "apiServer"))),
  withEndpoint("resources of components", ({ cluster }) =>
    ["controllerManager", "scheduler"].flatMap((name) =>
      resources(mapAt(cluster, name, "resources"), `cluster.${name}.resources`),
    ),
  ),
  { about: "CNI", check: ({ cluster, controlPlane }) => (controlPlane ? cni(cluster) : []) },
  {
    about: "custom CNI without manifests",
    warning: true,
    check: ({ cluster, controlPlane }) => {
      const section = mapAt(cluster, "network", "cni");
      const empty = textAt(section, "name") === "custom" && listAt(section, "urls").length === 0;
      return when(controlPlane && empty, "cluster.network.cni.urls", 'a CNI named "custom" has manifest URLs');
    },
  },
  { about: "KubeSpan in machine.network", check: kubeSpan },
];

interface ClusterSubject {
  readonly config: LegacyConfig;
  readonly cluster: ValueMap;
  readonly endpoint: string;
}

function hasEndpoint(cluster: ValueMap): boolean {
  return typeof valueAt(cluster, "controlPlane", "endpoint") === "string";
}

function withEndpoint(about: string, check: (subject: ClusterSubject) => Problem[]): Rule<LegacyConfig> {
  return {
    about,
    check: (config) => {
      const { cluster } = config;
      if (cluster === undefined || !hasEndpoint(cluster)) return [];
      return check({ config, cluster, endpoint: textAt(cluster, "controlPlane", "endpoint") });
    },
  };
}

function externalCloudProvider(cluster: ValueMap): Problem[] {
  const path = "cluster.externalCloudProvider";
  const provider = mapAt(cluster, "externalCloudProvider");
  const manifests = texts(listAt(provider, "manifests"));
  if (provider === undefined || manifests.length === 0) return [];
  if (booleanAt(provider, "enabled") !== true)
    return [{ path: `${path}.manifests`, message: "manifests need the provider to be enabled" }];
  return manifests.flatMap((url, index) => {
    const problem = endpointProblem(url);
    return problem === undefined ? [] : [{ path: `${path}.manifests[${index}]`, message: `"${url}": ${problem}` }];
  });
}

function etcd(cluster: ValueMap, controlPlane: boolean): Problem[] {
  const section = mapAt(cluster, "etcd");
  if (section === undefined) return [];
  if (!controlPlane) return [{ path: "cluster.etcd", message: "the section is allowed on control planes only" }];
  const advertised = texts(listAt(section, "advertisedSubnets"));
  const listen = texts(listAt(section, "listenSubnets"));
  const subnet = textAt(section, "subnet");
  const checked = (list: string[], name: string) =>
    list.flatMap((text, index) =>
      when(!isSubnetFilter(text), `cluster.etcd.${name}[${index}]`, `"${text}" is no subnet`),
    );
  return [
    ...when(mapAt(section, "ca") === undefined, "cluster.etcd.ca", "etcd needs its CA"),
    ...when(subnet !== "" && advertised.length > 0, "cluster.etcd.subnet", "it excludes advertisedSubnets"),
    ...checked(advertised.length > 0 || subnet === "" ? advertised : [subnet], "advertisedSubnets"),
    // Without listen subnets etcd listens on the advertised ones, so Talos reports those twice.
    ...checked(listen.length > 0 ? listen : advertised, "listenSubnets"),
  ];
}

function discovery(cluster: ValueMap): Problem[] {
  const path = "cluster.discovery.registries.service";
  if (booleanAt(cluster, "discovery", "enabled") !== true) return [];
  if (booleanAt(cluster, "discovery", "registries", "service", "disabled") === true) return [];
  const endpoint = textAt(cluster, "discovery", "registries", "service", "endpoint");
  const url = endpoint === "" ? undefined : parseUrl(endpoint);
  const absolute = url === undefined || (typeof url !== "string" && (url.scheme !== "" || endpoint.startsWith("/")));
  const bare = url === undefined || typeof url === "string" || url.path === "" || url.path === "/";
  return [
    ...when(!absolute, `${path}.endpoint`, `"${endpoint}" is no absolute URL`),
    ...when(absolute && !bare, `${path}.endpoint`, "the URL has a path"),
    ...when(textAt(cluster, "id") === "", "cluster.id", "discovery needs it"),
    ...when(textAt(cluster, "secret") === "", "cluster.secret", "discovery needs it"),
  ];
}

/** Talos stops at the first problem here, so only one is reported. */
function apiServer(section: ValueMap | undefined): Problem[] {
  const path = "cluster.apiServer";
  const configured = section?.has("authorizationConfig") === true;
  const args = [...(mapAt(section, "extraArgs") ?? new Map()).keys()];
  const clash = args.find((name) => name === "authorization-mode" || name.startsWith("authorization-webhook-"));
  if (configured && clash !== undefined)
    return [{ path: `${path}.extraArgs.${clash}`, message: "it excludes authorizationConfig" }];
  for (const [index, authorizer] of maps(listAt(section, "authorizationConfig")).entries()) {
    const at = `${path}.authorizationConfig[${index}]`;
    const type = textAt(authorizer, "type");
    if (type === "") return [{ path: `${at}.type`, message: "the authorizer needs a type" }];
    if (textAt(authorizer, "name") === "") return [{ path: `${at}.name`, message: "the authorizer needs a name" }];
    if (!authorizers.includes(type))
      return [{ path: `${at}.type`, message: `"${type}" is none of ${authorizers.join(", ")}` }];
  }
  return resources(mapAt(section, "resources"), `${path}.resources`);
}

function resources(section: ValueMap | undefined, path: string): Problem[] {
  for (const kind of ["requests", "limits"]) {
    const unknown = [...(mapAt(section, kind) ?? new Map()).keys()].find((name) => name !== "cpu" && name !== "memory");
    if (unknown !== undefined)
      return [{ path: `${path}.${kind}.${unknown}`, message: "only cpu and memory can be given" }];
  }
  return [];
}

function cni(cluster: ValueMap | undefined): Problem[] {
  const section = mapAt(cluster, "network", "cni");
  if (section === undefined) return [];
  const path = "cluster.network.cni";
  const name = textAt(section, "name");
  const urls = texts(listAt(section, "urls"));
  if (!["flannel", "custom", "none"].includes(name))
    return [{ path: `${path}.name`, message: `"${name}" is none of flannel, custom, none` }];
  const flannelOnly =
    name === "flannel"
      ? []
      : [
          ...when(
            listAt(section, "flannel", "extraArgs").length > 0,
            `${path}.flannel.extraArgs`,
            "it needs the CNI flannel",
          ),
          ...when(
            booleanAt(section, "flannel", "kubeNetworkPoliciesEnabled") === true,
            `${path}.flannel.kubeNetworkPoliciesEnabled`,
            "it needs the CNI flannel",
          ),
        ];
  if (name !== "custom")
    return [...when(urls.length > 0, `${path}.urls`, 'URLs need the CNI "custom"'), ...flannelOnly];
  const wrong = urls.flatMap((url, index) => {
    const problem = endpointProblem(url);
    return problem === undefined ? [] : [{ path: `${path}.urls[${index}]`, message: problem }];
  });
  return [...flannelOnly, ...wrong];
}

function kubeSpan(config: LegacyConfig): Problem[] {
  if (!kubeSpanEnabled(config)) return [];
  const { machine, cluster } = config;
  const path = "machine.network.kubespan";
  const mtu = valueAt(machine, "network", "kubespan", "mtu");
  const filters = (name: string) => texts(listAt(machine, "network", "kubespan", "filters", name));
  return [
    ...when(typeof mtu === "number" && mtu > 0 && mtu < 1280, `${path}.mtu`, "it is at least 1280"),
    ...when(
      booleanAt(cluster, "discovery", "enabled") !== true,
      "cluster.discovery.enabled",
      "KubeSpan needs discovery",
    ),
    ...when(textAt(cluster, "id") === "", "cluster.id", "KubeSpan needs it"),
    ...when(textAt(cluster, "secret") === "", "cluster.secret", "KubeSpan needs it"),
    ...filters("endpoints").flatMap((text, index) =>
      when(!isSubnetFilter(text), `${path}.filters.endpoints[${index}]`, `"${text}" is no subnet`),
    ),
    ...filters("excludeAdvertisedNetworks").flatMap((text, index) =>
      when(
        !text.includes("/") || !isSubnetFilter(text) || text.startsWith("!"),
        `${path}.filters.excludeAdvertisedNetworks[${index}]`,
        `"${text}" is no CIDR`,
      ),
    ),
  ];
}
