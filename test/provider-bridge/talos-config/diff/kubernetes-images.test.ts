import {
  decodeConfig,
  diffConfigs,
  hashConfig,
  isKubernetesImage,
  withKubernetesTags,
} from "../../../../provider-bridge/talos-config";

const legacy = (kubelet: string, apiServer: string) =>
  decodeConfig(`version: v1alpha1
machine:
  type: controlplane
  kubelet: { image: "${kubelet}" }
cluster:
  apiServer: { image: "${apiServer}" }
`);

test("The tag that runs stays, the registry that is wanted comes", () => {
  const wanted = legacy("mirror.example:5000/kubelet:v1.36.3", "registry.k8s.io/kube-apiserver:v1.36.3");
  const running = legacy("ghcr.io/siderolabs/kubelet:v1.35.0@sha256:ab", "registry.k8s.io/kube-apiserver:v1.35.1");
  const expected = legacy("mirror.example:5000/kubelet:v1.35.0@sha256:ab", "registry.k8s.io/kube-apiserver:v1.35.1");
  expect(diffConfigs(withKubernetesTags(wanted, running), expected)).toEqual([]);
  expect(
    diffConfigs(wanted, legacy("mirror.example:5000/kubelet:v1.36.3", "registry.k8s.io/kube-apiserver:v1.36.3")),
  ).toEqual([]);
});

test("A component has the same tag in the documents of Talos 1.14", () => {
  const wanted = decodeConfig(
    "version: v1alpha1\nmachine: {}\n---\napiVersion: v1alpha1\nkind: KubeletConfig\nimage: a/kubelet:v2\n---\napiVersion: v1alpha1\nkind: KubeAPIServerConfig\nimage: a/api:v2\n",
  );
  const kept = withKubernetesTags(wanted, legacy("b/kubelet:v1", "b/api:v0"));
  const images = kept.documents.map(({ value }) => value.get("image")).filter((image) => image !== undefined);
  expect(images).toEqual(["a/kubelet:v1", "a/api:v0"]);
});

test("What one of them does not name stays as it is; the hash leaves these images out", () => {
  const wanted = legacy("a/kubelet:v2", "a/api:v2");
  const other = decodeConfig("version: v1alpha1\nmachine: {}\n");
  expect(diffConfigs(withKubernetesTags(wanted, other), wanted)).toEqual([]);
  const options = { withoutKubernetesImages: true };
  expect(hashConfig(wanted, options)).toBe(hashConfig(legacy("a/kubelet:v3", "a/api:v3"), options));
  expect(isKubernetesImage("v1alpha1 machine.kubelet.image")).toBe(true);
  expect(isKubernetesImage("v1alpha1 machine.install.image")).toBe(false);
});
