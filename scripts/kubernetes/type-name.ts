/**
 * How the tables of the sandbox's Kubernetes name types and write fields. Here belongs the making of those tables, never
 * their reading (sandbox/kubernetes/schema).
 */
const PREFIXES: readonly (readonly [string, string])[] = [
  ["io.k8s.apimachinery.pkg.apis.meta.v1.", "meta.v1."],
  ["io.k8s.apiextensions-apiserver.pkg.apis.", ""],
  ["io.k8s.kube-aggregator.pkg.apis.", ""],
  ["io.k8s.api.", ""],
];

/** Types that are written by their own rules in JSON and protobuf, and what the table calls them. */
const PRIMITIVES: Readonly<Record<string, string>> = {
  "io.k8s.apimachinery.pkg.api.resource.Quantity": "quantity",
  "io.k8s.apimachinery.pkg.apis.meta.v1.Time": "time",
  "io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime": "microtime",
  "io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1": "any",
  "io.k8s.apimachinery.pkg.runtime.RawExtension": "any",
  "io.k8s.apimachinery.pkg.util.intstr.IntOrString": "intstr",
  "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON": "any",
  "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrArray": "any",
  "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrBool": "any",
  "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrStringArray": "any",
};

/** "io.k8s.api.core.v1.Pod" → "core.v1.Pod"; undefined for a primitive. */
export function shortTypeName(name: string): string | undefined {
  if (Object.hasOwn(PRIMITIVES, name)) return undefined;
  for (const [prefix, short] of PREFIXES) if (name.startsWith(prefix)) return short + name.slice(prefix.length);
  return name;
}

/** What a reference means in a field: "#core.v1.Pod", or the name of a primitive. */
export function referenceText(name: string): string {
  const short = shortTypeName(name);
  return short === undefined ? (PRIMITIVES[name] ?? "any") : `#${short}`;
}

/** "io.k8s.api.core.v1.Pod" → "k8s.io.api.core.v1.Pod", as protobuf calls it. */
export function protobufName(name: string): string {
  return name.replace(/^io\.k8s\./, "k8s.io.");
}
