import { booleanAt, listAt, mapAt, numberAt, textAt, valueAt } from "../value";
import { isSubnetFilter } from "./endpoint";
import { type Problem, type Rule, when } from "./finding";
import { type LegacyConfig, maps, texts } from "./legacy";
import { runtimeSpecProblem } from "./runtime-spec";

/** Fields of the kubelet's configuration that Talos sets itself. */
export const protectedKubeletFields = [
  "apiVersion",
  "authentication",
  "authorization",
  "cgroupRoot",
  "kind",
  "kubeletCgroups",
  "port",
  "protectKernelDefaults",
  "resolvConf",
  "rotateCertificates",
  "systemCgroups",
  "staticPodPath",
  "seccompDefault",
];
/** Roles of the Talos API. */
export const talosRoles = [
  "os:admin",
  "os:reader",
  "os:operator",
  "os:etcd:backup",
  "os:impersonator",
  "os:image:verifier",
  "os:meta:writer",
];
const diskTypes = ["", "ssd", "hdd", "nvme", "sd"];

/** Rules about `machine`, besides network and certificates. */
export const machineRules: readonly Rule<LegacyConfig>[] = [
  {
    about: "install section on metal",
    until: 13,
    check: ({ machine, mode }) =>
      when(
        mode === "metal" && mapAt(machine, "install") === undefined,
        "machine.install",
        "the section is required on metal",
      ),
  },
  { about: "install disk on metal", check: installDisk },
  {
    about: "kernel arguments and the command line of the UKI exclude each other",
    since: 12,
    check: ({ machine, mode }) =>
      when(
        mode === "metal" &&
          listAt(machine, "install", "extraKernelArgs").length > 0 &&
          booleanAt(machine, "install", "grubUseUKICmdline") === true,
        "machine.install.extraKernelArgs",
        "it cannot be used together with grubUseUKICmdline; put kernel arguments into the schematic",
      ),
  },
  { about: "host DNS in a container", until: 13, check: hostDnsInContainer },
  {
    about: "forwarding needs host DNS",
    since: 13,
    check: ({ machine }) => {
      const enabled = booleanAt(machine, "features", "hostDNS", "enabled") === true;
      const forward = booleanAt(machine, "features", "hostDNS", "forwardKubeDNSToHost") === true;
      return when(forward && !enabled, "machine.features.hostDNS.forwardKubeDNSToHost", "it needs hostDNS.enabled");
    },
  },
  {
    about: "one size-less partition, the last",
    check: ({ machine }) =>
      listAt(machine, "disks").flatMap((disk, index) => {
        const path = `machine.disks[${index}]`;
        if (disk === null) return [{ path, message: "the entry is null" }];
        const partitions = listAt(disk, "partitions");
        return partitions.flatMap((partition, at) =>
          when(
            valueAt(partition, "size") === undefined && at < partitions.length - 1,
            `${path}.partitions[${at}].size`,
            "only the last partition may take the rest of the disk",
          ),
        );
      }),
  },
  {
    about: "kubelet node address filters",
    check: ({ machine }) =>
      texts(listAt(machine, "kubelet", "nodeIP", "validSubnets")).flatMap((subnet, index) =>
        when(!isSubnetFilter(subnet), `machine.kubelet.nodeIP.validSubnets[${index}]`, `"${subnet}" is no subnet`),
      ),
  },
  {
    about: "kubelet fields that belong to Talos",
    check: ({ machine }) =>
      protectedKubeletFields.flatMap((field) =>
        when(
          valueAt(machine, "kubelet", "extraConfig", field) !== undefined,
          `machine.kubelet.extraConfig.${field}`,
          "Talos sets this field itself",
        ),
      ),
  },
  { about: "disk encryption keys", check: diskEncryption },
  { about: "logging destinations", check: logging },
  {
    about: "system extensions stand once",
    check: ({ machine }) => {
      const images = maps(listAt(machine, "install", "extensions")).map((extension) => textAt(extension, "image"));
      return images.flatMap((image, index) =>
        when(
          images.indexOf(image) < index,
          `machine.install.extensions[${index}]`,
          `the extension "${image}" stands twice`,
        ),
      );
    },
  },
  {
    about: "system extensions belong into the schematic",
    warning: true,
    check: ({ machine }) =>
      when(
        listAt(machine, "install", "extensions").length > 0,
        "machine.install.extensions",
        "it is deprecated, put extensions into the schematic",
      ),
  },
  { about: "access to the Talos API from Kubernetes", check: apiAccess },
  { about: "role-based access under that access", until: 11, check: apiAccessRbac },
  {
    about: "node address sort algorithm",
    since: 10,
    check: ({ machine }) => {
      const name = textAt(machine, "features", "nodeAddressSortAlgorithm");
      return when(
        !["", "v1", "v2"].includes(name.toLowerCase()),
        "machine.features.nodeAddressSortAlgorithm",
        `"${name}" is none of v1, v2`,
      );
    },
  },
  {
    about: "persist",
    check: ({ root }) => when(booleanAt(root, "persist") === false, "persist", "it cannot be turned off"),
  },
  {
    about: "base runtime spec overrides",
    check: ({ machine }) => {
      const problem = runtimeSpecProblem(mapAt(machine, "baseRuntimeSpecOverrides"));
      return problem === undefined
        ? []
        : [{ path: `machine.baseRuntimeSpecOverrides.${problem.path}`, message: problem.message }];
    },
  },
  {
    about: "registry entries are not null",
    check: ({ machine }) =>
      ["config", "mirrors"].flatMap((section) =>
        [...(mapAt(machine, "registries", section) ?? [])].flatMap(([host, value]) =>
          when(value === null, `machine.registries.${section}.${host}`, "the entry is null"),
        ),
      ),
  },
];

function installDisk({ machine, mode }: LegacyConfig): Problem[] {
  const install = mapAt(machine, "install");
  if (mode !== "metal" || install === undefined) return [];
  const selector = mapAt(install, "diskSelector");
  const type = textAt(selector, "type");
  if (textAt(selector, "name") !== "" || !diskTypes.includes(type)) {
    // Talos then also misses the disk, since the selector gives none.
    const missing = when(
      textAt(install, "disk") === "",
      "machine.install.disk",
      "a disk or a diskSelector is required on metal",
    );
    return [
      {
        path: "machine.install.diskSelector",
        message: "the disk type is one of ssd, hdd, nvme, sd, and name is not supported",
      },
      ...missing,
    ];
  }
  const missing = textAt(install, "disk") === "" && selector === undefined;
  return when(missing, "machine.install.disk", "a disk or a diskSelector is required on metal");
}

function hostDnsInContainer({ machine, mode }: LegacyConfig): Problem[] {
  if (mode !== "container") return [];
  return ["enabled", "forwardKubeDNSToHost"].flatMap((key) =>
    when(
      booleanAt(machine, "features", "hostDNS", key) !== true,
      `machine.features.hostDNS.${key}`,
      "it is required in a container",
    ),
  );
}

function diskEncryption({ machine }: LegacyConfig): Problem[] {
  return ["ephemeral", "state"].flatMap((partition) => {
    const path = `machine.systemDiskEncryption.${partition}`;
    const config = mapAt(machine, "systemDiskEncryption", partition);
    if (config === undefined) return [];
    const keys = maps(listAt(config, "keys"));
    const slots = keys.map((key) => numberAt(key, "slot"));
    const methods = ["nodeID", "static", "kms", "tpm"];
    return [
      ...when(keys.length === 0, `${path}.keys`, "at least one key is required"),
      ...keys.flatMap((key, index) => [
        ...when(
          slots.indexOf(numberAt(key, "slot")) < index,
          `${path}.keys[${index}].slot`,
          `the slot ${numberAt(key, "slot")} is already in use`,
        ),
        ...when(
          !methods.some((method) => key.has(method)),
          `${path}.keys[${index}]`,
          `the key needs one of ${methods.join(", ")}`,
        ),
      ]),
    ];
  });
}

function logging({ machine }: LegacyConfig): Problem[] {
  return maps(listAt(machine, "logging", "destinations")).flatMap((destination, index) => {
    const path = `machine.logging.destinations[${index}]`;
    const endpoint = valueAt(destination, "endpoint");
    const match = typeof endpoint === "string" ? /^(?:([a-z0-9+.-]+):)?(?:\/\/([^/?#]*))?/.exec(endpoint) : null;
    const scheme = match?.[1] ?? "";
    const format = textAt(destination, "format");
    return [
      ...when(match === null, `${path}.endpoint`, "an endpoint such as tcp://10.0.0.1:12345 is required"),
      ...when(match !== null && (match[2] ?? "") === "", `${path}.endpoint`, "the endpoint has no host"),
      ...when(
        match !== null && scheme !== "tcp" && scheme !== "udp",
        `${path}.endpoint`,
        `the scheme "${scheme}" is neither tcp nor udp`,
      ),
      ...when(format !== "json_lines", `${path}.format`, `the format "${format}" is not json_lines`),
    ];
  });
}

function apiAccessRbac({ machine }: LegacyConfig): Problem[] {
  const enabled = booleanAt(machine, "features", "kubernetesTalosAPIAccess", "enabled") === true;
  const rbac = booleanAt(machine, "features", "rbac") === true;
  return when(enabled && !rbac, "machine.features.rbac", "access to the Talos API from Kubernetes needs it to be true");
}

function apiAccess({ machine, controlPlane }: LegacyConfig): Problem[] {
  const path = "machine.features.kubernetesTalosAPIAccess";
  const access = mapAt(machine, "features", "kubernetesTalosAPIAccess");
  if (booleanAt(access, "enabled") !== true) return [];
  return [
    ...when(!controlPlane, path, "it can be enabled on control planes only"),
    ...texts(listAt(access, "allowedRoles")).flatMap((role, index) =>
      when(!talosRoles.includes(role), `${path}.allowedRoles[${index}]`, `"${role}" is no role of Talos`),
    ),
  ];
}
