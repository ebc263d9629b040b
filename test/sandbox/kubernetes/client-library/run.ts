/**
 * What Kubernetes's own client library for Node does with a cluster, written down line by line as JSON: a program of its
 * own, because the library is an ES module. Arguments: the path of a kubeconfig.
 */
import { once } from "node:events";

/** One thing that was seen. */
function tell(what: string, value: unknown): void {
  process.stdout.write(`${JSON.stringify({ what, value })}\n`);
}

/** The library's errors carry the status and the body's text. */
async function refusal(action: Promise<unknown>): Promise<{ code: unknown; reason: unknown }> {
  try {
    await action;
    return { code: 0, reason: "it was not refused" };
  } catch (error) {
    const { code, body } = Object(error);
    return { code, reason: typeof body === "string" ? JSON.parse(body).reason : String(error) };
  }
}

async function main(kubeconfig: string): Promise<void> {
  const k8s = await import("@kubernetes/client-node");
  const config = new k8s.KubeConfig();
  config.loadFromFile(kubeconfig);
  const core = config.makeApiClient(k8s.CoreV1Api);
  const policy = config.makeApiClient(k8s.PolicyV1Api);
  const namespace = "default";

  const events: string[] = [];
  const list = () => core.listNamespacedConfigMap({ namespace });
  const informer = k8s.makeInformer(config, `/api/v1/namespaces/${namespace}/configmaps`, list);
  for (const verb of ["add", "update", "delete"] as const)
    informer.on(verb, (object) => events.push(`${verb} ${object.metadata?.name}`));
  const ended = new Promise<void>((resolve) => {
    informer.on("delete", (object) => object.metadata?.name === "last" && resolve());
  });
  // The server forgets, or breaks the line: begin again, as the library asks its users to.
  informer.on("error", () => void informer.start());
  await informer.start();

  await core.createNamespacedConfigMap({ namespace, body: { metadata: { name: "one" }, data: { a: "1" } } });
  const again = core.createNamespacedConfigMap({ namespace, body: { metadata: { name: "one" } } });
  tell("a second of the same name", await refusal(again));
  const objects = k8s.KubernetesObjectApi.makeApiClient(config);
  const header = { apiVersion: "v1", kind: "ConfigMap" };
  const patch = (type: (typeof k8s.PatchStrategy)["MergePatch" | "StrategicMergePatch"], body: object) =>
    objects.patch(
      { ...header, metadata: { name: "one", namespace }, ...body },
      undefined,
      undefined,
      "judge",
      undefined,
      type,
    );
  const merged = await patch(k8s.PatchStrategy.MergePatch, { data: { b: "2" } });
  tell("merge patch", Object(merged).data);
  const strategic = await patch(k8s.PatchStrategy.StrategicMergePatch, { data: { a: null } });
  tell("strategic patch", Object(strategic).data);
  const dry = { ...header, metadata: { name: "dry", namespace } };
  await objects.create(dry, undefined, "All");
  tell("a dry run", await refusal(objects.read(dry)));

  for (const name of ["p1", "p2", "p3", "p4"])
    await core.createNamespacedConfigMap({ namespace, body: { metadata: { name } } });
  const pages: number[] = [];
  let token: string | undefined;
  do {
    const page = await core.listNamespacedConfigMap({
      namespace,
      limit: 2,
      ...(token === undefined ? {} : { _continue: token }),
    });
    pages.push(page.items.length);
    token = page.metadata?._continue;
  } while (token !== undefined && token !== "");
  tell("pages", pages);

  // The test makes the server forget and cuts every watch here.
  tell("cut", null);
  await once(process.stdin, "data");
  await core.createNamespacedConfigMap({ namespace, body: { metadata: { name: "last" } } });
  await core.deleteNamespacedConfigMap({ namespace, name: "last" });
  await ended;
  await informer.stop();
  tell("informer", [...new Set(events)]);

  const budgets = await policy.listNamespacedPodDisruptionBudget({ namespace });
  tell(
    "budgets",
    budgets.items.map((item) => item.status?.disruptionsAllowed),
  );
  const evict = (name: string) =>
    core.createNamespacedPodEviction({ namespace, name, body: { metadata: { name, namespace } } });
  await evict("web-1");
  tell("the second eviction", await refusal(evict("web-2")));
  const token1h = await core.createNamespacedServiceAccountToken({
    namespace,
    name: "default",
    body: { spec: { audiences: [], expirationSeconds: 3600 } },
  });
  tell("a token has so many parts", token1h.status?.token.split(".").length);
}

main(process.argv[2] ?? "").then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
