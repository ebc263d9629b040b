import {
  actionText,
  configChanges,
  documentDrift,
  driftSentences,
  rebootPaths,
  reboots,
} from "../../../../provider-bridge/resources/talos-machine/config-change";
import { decodeConfig } from "../../../../provider-bridge/talos-config";

const base = "version: v1alpha1\nmachine:\n  type: worker\n";
const changesTo = (text: string, from = base) => configChanges(decodeConfig(from), decodeConfig(text));

test("Sentences tell what was found against what is wanted; secrets are no part of them", () => {
  const active = decodeConfig(`${base}  token: secret-one\n  sysctls: { a: "1", b: "1" }\n`);
  const wanted = decodeConfig(`${base}  token: secret-two\n  sysctls: { b: "2", c: "1" }\n`);
  expect(driftSentences(configChanges(active, wanted))).toEqual([
    "document v1alpha1 machine.sysctls.a: added",
    "document v1alpha1 machine.sysctls.b: changed",
    "document v1alpha1 machine.sysctls.c: missing",
    "document v1alpha1 machine.token: changed",
  ]);
});

test("The images of Kubernetes are no change; a very different configuration is told briefly", () => {
  expect(changesTo(`${base}  kubelet: { image: "ghcr.io/siderolabs/kubelet:v1.36.3" }\n`)).toEqual([]);
  const many = Array.from({ length: 40 }, (_, index) => `    k${index}: "1"`).join("\n");
  const sentences = driftSentences(changesTo(`${base}  sysctls:\n${many}\n`));
  expect(sentences).toHaveLength(20);
  expect(sentences.at(-1)).toBe("and 21 more differences");
});

test("By document, where only hashes are known", () => {
  expect(documentDrift({ a: "1", b: "2" }, { b: "3", c: "4" })).toEqual([
    "document a: added",
    "document b: changed",
    "document c: missing",
  ]);
  expect(documentDrift({ a: "1" }, { a: "1" })).toEqual([]);
});

test.each([
  ['  sysctls: { a: "1" }', []],
  ["  certSANs: [x]", []],
  ["  nodeLabels: { a: b }", []],
  ["  network: { hostname: x }", []],
  ["  features: { kubePrism: { enabled: true } }", []],
  ["  features: { diskQuotaSupport: true }", ["v1alpha1 machine.features.diskQuotaSupport"]],
  ["  env: { A: b }", ["v1alpha1 machine.env.A"]],
  ["  token: x", ["v1alpha1 machine.token"]],
  ["  files: [{ path: /var/x, content: y }]", ["v1alpha1 machine.files[0].content", "v1alpha1 machine.files[0].path"]],
  ["  udev: { rules: [x] }", ["v1alpha1 machine.udev.rules[0]"]],
])("A reboot for %s: %p", (addition, expected) => {
  const changes = changesTo(`${base}${addition}\n`);
  expect(changes).not.toEqual([]);
  expect(rebootPaths(changes, 13)).toEqual(expected);
  expect(rebootPaths(changes, 14)).toEqual(expected);
});

test("Cluster settings are live; so are documents, but for those that took a key's place from 1.14 on", () => {
  expect(rebootPaths(changesTo(`${base}cluster: { clusterName: x }\n`), 13)).toEqual([]);
  expect(rebootPaths(changesTo(`${base}debug: true\n`), 13)).toEqual([]);
  const document = `${base}---\napiVersion: v1alpha1\nkind: EnvironmentConfig\nvariables: { A: b }\n`;
  expect(rebootPaths(changesTo(document), 13)).toEqual([]);
  expect(rebootPaths(changesTo(document), 14)).toEqual(["EnvironmentConfig variables.A"]);
});

test("Actions say what changes, and are known again", () => {
  const changes = changesTo(`${base}  env: { A: b, B: b, C: b, D: b, E: b, F: b }\n`);
  const text = actionText("apply and reboot", changes);
  expect(text).toBe(
    "apply and reboot: v1alpha1 machine.env.A, v1alpha1 machine.env.B, v1alpha1 machine.env.C, v1alpha1 machine.env.D, v1alpha1 machine.env.E and 1 more",
  );
  expect([reboots(text), reboots("apply"), reboots("stage: x"), reboots("none")]).toEqual([true, false, false, false]);
  expect(actionText("none", [])).toBe("none");
});
