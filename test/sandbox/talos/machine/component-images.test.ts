import { componentImages } from "../../../../sandbox/talos/machine/component-images";

const none = { kubelet: "", apiServer: "", controllerManager: "", scheduler: "", proxy: "", coreDns: "", etcd: "" };

test("a component without an image in the configuration runs what its Talos brings, whatever the others run", () => {
  const images = { ...none, apiServer: "registry.k8s.io/kube-apiserver:v1.35.1", etcd: "example.org/etcd@sha256:a" };
  expect(componentImages("v1.12.3", { images })).toEqual({
    kubelet: "ghcr.io/siderolabs/kubelet:v1.35.4",
    apiServer: "registry.k8s.io/kube-apiserver:v1.35.1",
    controllerManager: "registry.k8s.io/kube-controller-manager:v1.35.4",
    scheduler: "registry.k8s.io/kube-scheduler:v1.35.4",
    proxy: "registry.k8s.io/kube-proxy:v1.35.4",
    coreDns: "registry.k8s.io/coredns/coredns:v1.14.2",
    etcd: "example.org/etcd@sha256:a",
  });
});
