import { ApiError } from "./api/api-error";
import { answer } from "./api/api-server";
import type { ApiServices } from "./api/call";
import { Authenticator } from "./auth/authenticator";
import { Authorizer } from "./auth/authorizer";
import { TokenSigner } from "./auth/json-web-token";
import { ServiceAccountTokens } from "./auth/service-account-tokens";
import type { User } from "./auth/user";
import { seedCluster } from "./bootstrap/seed";
import { ControllerManager, type ControllerName } from "./controllers/controller-manager";
import { PodIndex } from "./controllers/pod-index";
import { disturbanceOf } from "./faults";
import { builtInRules } from "./kinds";
import { rulesFrom } from "./kinds/rules-of-kind";
import { Heartbeats } from "./kubelet/heartbeats";
import { Kubelets } from "./kubelet/kubelets";
import { applyManifests } from "./manifests/apply";
import type { JsonObject } from "./plain/json";
import { Registry } from "./registry/registry";
import { uuid } from "./registry/uuid";
import { ResourceSet } from "./schema/resource-set";
import type {
  ApiEndpoint,
  AppliedManifests,
  ClusterIdentity,
  Kubelet,
  KubeletFacts,
  KubernetesApi,
  ManifestSource,
  OpenApi,
  Surroundings,
} from "./seam";
import { openHttpServer } from "./server/http-server";
import { ObjectStore } from "./store/object-store";
import { readSaved, type SavedCluster, saveStore } from "./store/save";

/** What else a cluster may be given. */
export interface ClusterOptions {
  /** Tokens that are users; default: none. */
  readonly staticTokens?: ReadonlyMap<string, User>;
  /** Controllers that run; default: all. */
  readonly controllers?: readonly ControllerName[];
}

/** A Kubernetes cluster: its objects, its API, its controllers and kubelets. */
export class KubernetesCluster implements KubernetesApi {
  readonly store = new ObjectStore();
  readonly registry: Registry;
  readonly resources = new ResourceSet();
  readonly controllers: ControllerManager;
  readonly #surroundings: Surroundings;
  readonly #options: ClusterOptions;
  readonly #kubelets: Kubelets;
  readonly #servers = new Set<OpenApi>();
  #identity: ClusterIdentity;
  #services: ApiServices;
  #hasQuorum = true;

  constructor(
    identity: ClusterIdentity,
    surroundings: Surroundings,
    options: ClusterOptions = {},
    saved?: SavedCluster,
  ) {
    this.#identity = identity;
    this.#surroundings = surroundings;
    this.#options = options;
    const { clock } = surroundings;
    this.registry = new Registry({
      store: this.store,
      rulesOf: rulesFrom(builtInRules),
      nowMs: () => clock.now(),
      hex: () => surroundings.random.hex(),
      settings: { serviceSubnets: identity.serviceSubnets },
      beforeWrite: () => {
        if (!this.#hasQuorum) throw new ApiError(500, "", "etcdserver: request timed out");
      },
    });
    this.#services = this.#newServices();
    if (saved !== undefined) this.store.restore(saved.revision, saved.objects);
    seedCluster({ registry: this.registry, resources: this.resources, identity, nowMs: clock.now() });
    this.store.history.compact(this.store.revision);
    const parts = {
      registry: this.registry,
      resources: this.resources,
      clock,
      identity: () => this.#identity,
      tokens: () => this.#services.tokens,
      hex: () => surroundings.random.hex(),
      note: surroundings.note,
      hasQuorum: () => this.#hasQuorum,
      faults: surroundings.faults,
      pods: new PodIndex(this.store),
      heartbeats: new Heartbeats(clock),
      cloudMachines: new Map(),
    };
    this.controllers = new ControllerManager(parts, options.controllers);
    this.#kubelets = new Kubelets(parts);
  }

  /** A cluster as {@link save} left it. @throws TypeError when `saved` is none */
  static restore(saved: unknown, identity: ClusterIdentity, surroundings: Surroundings): KubernetesCluster {
    return new KubernetesCluster(identity, surroundings, {}, readSaved(saved));
  }

  get identity(): ClusterIdentity {
    return this.#identity;
  }

  async openApi(endpoint: ApiEndpoint): Promise<OpenApi> {
    const { clock, faults, random } = this.#surroundings;
    const hex = random.hex();
    const disturb = disturbanceOf(faults, clock);
    const [flow, priority] = [uuid(hex), uuid(hex.slice(32).padEnd(32, "0"))];
    const opened = await openHttpServer({
      endpoint,
      clientCaPem: endpoint.clientCaPem ?? this.#identity.ca.certificatePem,
      answer: (request) => answer(request, this.#servicesOf(endpoint)),
      disturb:
        endpoint.condition === undefined ? disturb : (request) => disturbFrozen(endpoint, () => disturb(request)),
      commonHeaders: () => ({
        "audit-id": uuid(random.hex()),
        "cache-control": "no-cache, private",
        "x-kubernetes-pf-flowschema-uid": flow,
        "x-kubernetes-pf-prioritylevel-uid": priority,
      }),
    });
    this.#servers.add(opened);
    return {
      ...opened,
      close: async () => {
        this.#servers.delete(opened);
        await opened.close();
      },
    };
  }

  /** What an API server works with: its own etcd may be gone while the others have a quorum. */
  #servicesOf({ condition, version }: ApiEndpoint): ApiServices {
    return {
      ...this.#services,
      ...(condition && { hasQuorum: () => this.#hasQuorum && condition() !== "without etcd" }),
      ...(version && { version }),
    };
  }

  setQuorum(available: boolean): void {
    this.#hasQuorum = available;
    if (!available) return;
    this.controllers.wake();
    this.#kubelets.wake();
  }

  startKubelet(facts: KubeletFacts, changed?: () => void): Kubelet {
    return this.#kubelets.start(facts, changed);
  }

  applyManifests(sources: readonly ManifestSource[]): AppliedManifests {
    return applyManifests(sources, { registry: this.registry, resources: this.resources });
  }

  peek(resource: "nodes" | "pods", namespace: string, name: string): JsonObject | undefined {
    return this.store.get({ resource: `/${resource}`, namespace, name });
  }

  updateIdentity(identity: Partial<ClusterIdentity>): void {
    this.#identity = { ...this.#identity, ...identity };
    this.#services = this.#newServices();
  }

  save(): SavedCluster {
    return saveStore(this.store);
  }

  async close(): Promise<void> {
    this.controllers.stop();
    this.#kubelets.stop();
    const servers = [...this.#servers];
    this.#servers.clear();
    await Promise.all(servers.map((server) => server.close()));
  }

  #newServices(): ApiServices {
    const { clock, random } = this.#surroundings;
    const [nowMs, hex] = [() => clock.now(), () => random.hex()];
    const signer = new TokenSigner(this.#identity.serviceAccountKeyPem);
    const tokens = new ServiceAccountTokens({ signer, store: this.store, nowMs, hex });
    const staticTokens = this.#options.staticTokens ?? new Map();
    return {
      registry: this.registry,
      resources: this.resources,
      authenticator: new Authenticator({ store: this.store, tokens, staticTokens, nowMs }),
      authorizer: new Authorizer(this.store),
      tokens,
      clock,
      hex,
      version: () => `v${this.#identity.kubernetesVersion.replace(/^v/, "")}`,
      hasQuorum: () => this.#hasQuorum,
    };
  }
}

/** A frozen machine takes requests and never answers. */
function disturbFrozen<T>({ condition }: ApiEndpoint, otherwise: () => Promise<T>): Promise<T> {
  return condition?.() === "frozen" ? new Promise(() => {}) : otherwise();
}
