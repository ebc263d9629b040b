import { listAt, mapAt, textAt, type ValueMap } from "../value";
import { type Problem, type Rule, when } from "./finding";
import { type LegacyConfig, maps } from "./legacy";
import { keyProblem, labelValueProblem } from "./qualified-name";

const effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];
const reservedAnnotations = ["talos.dev/owned-labels", "talos.dev/owned-annotations", "talos.dev/owned-taints"];
/** Source: Kubernetes' limit for all annotations of an object. */
const maxAnnotationBytes = 256 * 1024;

/** Rules about the machine's type, its certificates, and what it tells Kubernetes about itself. */
export const identityRules: readonly Rule<LegacyConfig>[] = [
  {
    about: "machine type spelled as it is meant",
    warning: true,
    check: ({ machine, type }) => {
      const written = textAt(machine, "type");
      return when(
        type !== "unknown" && written !== type && written !== "unknown",
        "machine.type",
        `write "${type}" instead of "${written}"`,
      );
    },
  },
  {
    about: "machine type",
    check: ({ machine, type }) =>
      when(type === "unknown", "machine.type", `"${textAt(machine, "type")}" is none of controlplane, worker`),
  },
  {
    about: "some CA",
    check: ({ machine }) =>
      when(
        mapAt(machine, "ca") === undefined && listAt(machine, "acceptedCAs").length === 0,
        "machine.ca",
        "a CA or acceptedCAs are required",
      ),
  },
  { about: "CA of a control plane", check: controlPlaneCa },
  { about: "CA of a worker", check: workerCa },
  {
    about: "virtual addresses on workers",
    check: ({ machine, type }) => {
      if (type !== "worker") return [];
      const message = "a virtual address is not allowed on workers";
      return maps(listAt(machine, "network", "interfaces")).flatMap((device, index) => {
        const path = `machine.network.interfaces[${index}]`;
        const vlans = maps(listAt(device, "vlans"));
        return [
          ...when(mapAt(device, "vip") !== undefined, `${path}.vip`, message),
          ...vlans.flatMap((vlan, at) => when(mapAt(vlan, "vip") !== undefined, `${path}.vlans[${at}].vip`, message)),
        ];
      });
    },
  },
  { about: "node labels", check: ({ machine }) => labelProblems(mapAt(machine, "nodeLabels"), "machine.nodeLabels") },
  {
    about: "node annotations",
    check: ({ machine }) => annotationProblems(mapAt(machine, "nodeAnnotations"), "machine.nodeAnnotations"),
  },
  { about: "node taints", check: ({ machine }) => taintProblems(mapAt(machine, "nodeTaints"), "machine.nodeTaints") },
];

function controlPlaneCa({ machine, controlPlane }: LegacyConfig): Problem[] {
  if (!controlPlane) return [];
  const ca = mapAt(machine, "ca");
  if (ca === undefined) return [{ path: "machine.ca", message: "a control plane needs the CA" }];
  return when(textAt(ca, "key") === "", "machine.ca.key", "a control plane needs the key of the CA");
}

function workerCa({ machine, cluster, type }: LegacyConfig): Problem[] {
  if (type !== "worker") return [];
  const ca = mapAt(machine, "ca");
  return [
    ...when(textAt(ca, "key") !== "", "machine.ca.key", "the key of the CA is not allowed on workers"),
    ...when(
      ca !== undefined && textAt(ca, "crt") === "" && listAt(machine, "acceptedCAs").length === 0,
      "machine.ca.crt",
      "a worker needs the certificate of the CA or acceptedCAs",
    ),
    ...when(
      textAt(cluster, "ca", "key") !== "",
      "cluster.ca.key",
      "the key of the Kubernetes CA is not allowed on workers",
    ),
  ];
}

/** What is wrong with labels of a node; `at` is where they stand. */
export function labelProblems(map: ValueMap | undefined, at: string): Problem[] {
  return [...(map ?? [])].flatMap(([key, value]) => {
    const path = `${at}.${key}`;
    return [
      problem(path, keyProblem(key)),
      problem(path, labelValueProblem(typeof value === "string" ? value : "")),
    ].flat();
  });
}

function problem(path: string, message: string | undefined): Problem[] {
  return message === undefined ? [] : [{ path, message }];
}

/** The same for annotations. */
export function annotationProblems(map: ValueMap | undefined, at: string): Problem[] {
  const entries = [...(map ?? [])];
  const bytes = entries.reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(String(value)),
    0,
  );
  return [
    ...entries.flatMap(([key]) => [
      ...problem(`${at}.${key}`, keyProblem(key)),
      ...when(reservedAnnotations.includes(key), `${at}.${key}`, "Talos sets this annotation itself"),
    ]),
    ...when(bytes > maxAnnotationBytes, at, `the annotations have ${bytes} bytes, more than ${maxAnnotationBytes}`),
  ];
}

/** The same for taints. */
export function taintProblems(map: ValueMap | undefined, at: string): Problem[] {
  return [...(map ?? [])].flatMap(([key, value]) => {
    const path = `${at}.${key}`;
    const wrongKey = keyProblem(key);
    if (wrongKey !== undefined) return [{ path, message: wrongKey }];
    const text = typeof value === "string" ? value : "";
    const colon = text.indexOf(":");
    const effect = text.slice(colon + 1);
    if (!effects.includes(effect))
      return [{ path, message: `the effect "${effect}" is none of ${effects.join(", ")}` }];
    return colon < 0 ? [] : problem(path, labelValueProblem(text.slice(0, colon)));
  });
}
