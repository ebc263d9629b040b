import { readFileSync } from "node:fs";
import { decodeEnvelope, encodeEnvelope, hasEnvelope } from "../../../../sandbox/kubernetes/protobuf/envelope";
import { describeIf } from "../../../support/availability";
import { oracle } from "../../../support/oracles";

const deployment = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web", namespace: "default", labels: { app: "web" }, annotations: { "example.test/a": "ä" } },
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: "web" } },
    strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: 1 } },
    template: {
      metadata: { labels: { app: "web" } },
      spec: {
        containers: [
          {
            name: "c",
            image: "example.com/c:1",
            resources: { requests: { cpu: "100m", memory: "1Gi" } },
            ports: [{ containerPort: 80 }],
          },
        ],
      },
    },
  },
};

test("an object comes back as it went", () => {
  const bytes = encodeEnvelope(deployment);
  expect(bytes?.subarray(0, 4).toString("latin1")).toBe("k8s\0");
  expect(decodeEnvelope(bytes ?? Buffer.alloc(0))).toMatchObject(deployment);
});

test("bytes and times keep their value", () => {
  const secret = {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "s", creationTimestamp: "2030-01-02T03:04:05Z" },
    data: { k: "AP8=" },
  };
  expect(decodeEnvelope(encodeEnvelope(secret) ?? Buffer.alloc(0))).toMatchObject(secret);
});

test("a kind that is not in protobuf has no envelope", () => {
  expect(encodeEnvelope({ apiVersion: "example.test/v1", kind: "Gadget", metadata: {} })).toBeUndefined();
});

test("anything else is refused, never read", () => {
  expect(hasEnvelope(Buffer.from("k8s"))).toBe(false);
  expect(() => decodeEnvelope(Buffer.from("{}"))).toThrow(SyntaxError);
  const bytes = encodeEnvelope(deployment) ?? Buffer.alloc(0);
  for (let length = 4; length < bytes.length; length += 1) {
    // Cut anywhere: an error, or an object with less in it; never anything else.
    try {
      expect(typeof decodeEnvelope(bytes.subarray(0, length))).toBe("object");
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
    }
  }
});

const recorded = oracle("kubernetes/kubectl.jsonl");
describeIf(recorded !== undefined, "the Kubernetes oracle is not on this machine", "what kubectl sent", () => {
  const bodies = (recorded === undefined ? "" : readFileSync(recorded, "utf8"))
    .split("\n")
    .filter((line) => line.includes("bodyProtobuf"))
    .flatMap((line) => JSON.parse(line).requests)
    .flatMap(({ bodyProtobuf }) => (bodyProtobuf === undefined ? [] : [bodyProtobuf]));

  test("is read as the recorder read it", () => {
    expect(bodies.length).toBeGreaterThan(10);
    for (const { apiVersion, kind, base64, decoded } of bodies) {
      const found = decodeEnvelope(Buffer.from(base64, "base64"));
      expect(found).toMatchObject({ apiVersion, kind });
      expect(found).toMatchObject(named(decoded));
    }
  });
});

/** Without times, which are another form in the recording. */
function named(decoded: { metadata?: { name?: string; namespace?: string } }): object {
  const { name, namespace } = decoded.metadata ?? {};
  return { ...(name === undefined ? {} : { metadata: { name, ...(namespace === undefined ? {} : { namespace }) } }) };
}
