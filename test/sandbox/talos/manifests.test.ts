/** Manifests of the configuration: made where they are missing, left alone where they are, tried again where they fail. */
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ApplyConfigurationRequestMode as Mode } from "../../../wire/talos/generated/machine";
import { KubeconfigClient } from "./kubeconfig-client";
import { eventually } from "./talos-calls";
import { type Single, TalosStage } from "./talos-stage";

const inline = (name: string, data: string) =>
  `        - name: ${name}\n          contents: |\n${[
    "apiVersion: v1",
    "kind: ConfigMap",
    "metadata:",
    `  name: ${name}`,
    "  namespace: team",
    `data: { key: ${data} }`,
    "---",
    "apiVersion: v1",
    "kind: Namespace",
    "metadata: { name: team }",
  ]
    .map((line) => `            ${line}\n`)
    .join("")}`;

describe("A cluster's manifests", () => {
  let stage: TalosStage;
  let only: Single;
  let kubernetes: KubeconfigClient;
  let server: HttpServer;
  const edit = (text: string) => {
    const { port } = server.address() as AddressInfo;
    const urls = [`http://127.0.0.1:${port}/extra.yaml`, "https://example.com/never.yaml"];
    return text.replace(
      /^cluster:\n/m,
      `cluster:\n    extraManifests:\n${urls.map((url) => `        - ${url}\n`).join("")}    inlineManifests:\n${inline("first", "one")}`,
    );
  };
  const data = async (path: string) => (await kubernetes.get(`/api/v1/namespaces/${path}`)).body.get("data").value;
  const found = (path: string) =>
    eventually(
      () => kubernetes.get(path),
      ({ status }) => status === 200,
    );

  beforeAll(async () => {
    server = createServer((_request, response) =>
      response.end("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: extra, namespace: default}\ndata: {from: web}\n"),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    stage = await TalosStage.start();
    only = await stage.single("cp", "v1.13.9", edit);
    kubernetes = await KubeconfigClient.of(only.client);
  }, 30_000);

  afterAll(async () => {
    await stage.close();
    await new Promise((resolve) => server.close(resolve));
  });

  it("are made, namespaces first: inline ones, and those that this computer serves", async () => {
    await found("/api/v1/namespaces/team/configmaps/first");
    await found("/api/v1/namespaces/default/configmaps/extra");
    expect(await data("team/configmaps/first")).toEqual({ key: "one" });
  });

  it("are Talos's own: network, proxy, resolver, what kubelets may", async () => {
    for (const path of [
      "/apis/apps/v1/namespaces/kube-system/daemonsets/kube-flannel",
      "/apis/apps/v1/namespaces/kube-system/daemonsets/kube-proxy",
      "/apis/apps/v1/namespaces/kube-system/deployments/coredns",
      "/api/v1/namespaces/kube-system/configmaps/kubeconfig-in-cluster",
      "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/system-bootstrap-node-bootstrapper",
    ])
      await found(path);
    const service = await kubernetes.get("/api/v1/namespaces/kube-system/services/kube-dns");
    expect(service.body.get("spec").get("clusterIP").text()).toBe("10.96.0.10");
  });

  it("that come with another configuration are made, those that changed are left as they are", async () => {
    const changed = only.text.replace(inline("first", "one"), inline("first", "two") + inline("second", "two"));
    expect(changed).not.toBe(only.text);
    await stage.call(only.client, "ApplyConfiguration", { data: Buffer.from(changed), mode: Mode.NO_REBOOT });
    await found("/api/v1/namespaces/team/configmaps/second");
    expect(await data("team/configmaps/first")).toEqual({ key: "one" });
  });

  it("that somebody deleted are made again when a control plane boots", async () => {
    const { status } = await kubernetes.delete("/api/v1/namespaces/team/configmaps/first");
    expect(status).toBe(200);
    await stage.call(only.client, "Reboot", {});
    await found("/api/v1/namespaces/team/configmaps/first");
    expect(await data("team/configmaps/first")).toEqual({ key: "two" });
  });
});
