/**
 * What Kubernetes's own client library for Node does with a cluster, written down line by line as JSON: a program of its
 * own, because the library is an ES module. Arguments: the path of a kubeconfig.
 */
import { once } from "node:events";

type Library = typeof import("@kubernetes/client-node", { with: { "resolution-mode": "import" }});
type CoreV1Api = InstanceType<Library["CoreV1Api"]>;
type KubeConfig = InstanceType<Library["KubeConfig"]>;

const namespace = "default";

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
  const library = await import("@kubernetes/client-node");
  const config = new library.KubeConfig();
  config.loadFromFile(kubeconfig);
  const core = config.makeApiClient(library.CoreV1Api);
  const endInformer = await startInformer(library, config, core);
  await writeObjects(library, config, core);
  await readPages(core);
  // The test makes the server forget and cuts every watch here.
  tell("cut", null);
  await once(process.stdin, "data");
  await endInformer();
  await evictPods(library, config, core);
}

/** An informer on config maps; what ends it waits until it has seen one come and go. */
async function startInformer(library: Library, config: KubeConfig, core: CoreV1Api): Promise<() => Promise<void>> {
  const events: string[] = [];
  const list = () => core.listNamespacedConfigMap({ namespace });
  const informer = library.makeInformer(config, `/api/v1/namespaces/${namespace}/configmaps`, list);
  for (const verb of ["add", "update", "delete"] as const)
    informer.on(verb, (object) => events.push(`${verb} ${object.metadata?.name}`));
  const ended = new Promise<void>((resolve) => {
    informer.on("delete", (object) => object.metadata?.name === "last" && resolve());
  });
  // The server forgets, or breaks the line: begin again, as the library asks its users to.
  informer.on("error", () => void informer.start());
  await informer.start();
  return async () => {
    await core.createNamespacedConfigMap({ namespace, body: { metadata: { name: "last" } } });
    await core.deleteNamespacedConfigMap({ namespace, name: "last" });
    await ended;
    await informer.stop();
    tell("informer", [...new Set(events)]);
  };
}

async function writeObjects(library: Library, config: KubeConfig, core: CoreV1Api): Promise<void> {
  await core.createNamespacedConfigMap({ namespace, body: { metadata: { name: "one" }, data: { a: "1" } } });
  const again = core.createNamespacedConfigMap({ namespace, body: { metadata: { name: "one" } } });
  tell("a second of the same name", await refusal(again));
  const objects = library.KubernetesObjectApi.makeApiClient(config);
  const header = { apiVersion: "v1", kind: "ConfigMap" };
  const { MergePatch, StrategicMergePatch } = library.PatchStrategy;
  const patch = (type: typeof MergePatch | typeof StrategicMergePatch, body: object) => {
    const object = { ...header, metadata: { name: "one", namespace }, ...body };
    return objects.patch(object, undefined, undefined, "judge", undefined, type);
  };
  tell("merge patch", Object(await patch(MergePatch, { data: { b: "2" } })).data);
  tell("strategic patch", Object(await patch(StrategicMergePatch, { data: { a: null } })).data);
  const dry = { ...header, metadata: { name: "dry", namespace } };
  await objects.create(dry, undefined, "All");
  tell("a dry run", await refusal(objects.read(dry)));
}

async function readPages(core: CoreV1Api): Promise<void> {
  for (const name of ["p1", "p2", "p3", "p4"])
    await core.createNamespacedConfigMap({ namespace, body: { metadata: { name } } });
  const pages: number[] = [];
  let token = "";
  do {
    const more = token === "" ? {} : { _continue: token };
    const page = await core.listNamespacedConfigMap({ namespace, limit: 2, ...more });
    pages.push(page.items.length);
    token = page.metadata?._continue ?? "";
  } while (token !== "");
  tell("pages", pages);
}

async function evictPods(library: Library, config: KubeConfig, core: CoreV1Api): Promise<void> {
  const budgets = await config.makeApiClient(library.PolicyV1Api).listNamespacedPodDisruptionBudget({ namespace });
  tell(
    "budgets",
    budgets.items.map((item) => item.status?.disruptionsAllowed),
  );
  const evict = (name: string) =>
    core.createNamespacedPodEviction({ namespace, name, body: { metadata: { name, namespace } } });
  await evict("web-1");
  tell("the second eviction", await refusal(evict("web-2")));
  const body = { spec: { audiences: [], expirationSeconds: 3600 } };
  const token = await core.createNamespacedServiceAccountToken({ namespace, name: "default", body });
  tell("a token has so many parts", token.status?.token.split(".").length);
}

main(process.argv[2] ?? "").then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
