import type { Clock } from "../../world/clock";
import type { Authenticator } from "../auth/authenticator";
import type { Authorizer } from "../auth/authorizer";
import type { ServiceAccountTokens } from "../auth/service-account-tokens";
import type { User } from "../auth/user";
import type { Registry } from "../registry/registry";
import type { Resource } from "../schema/resource";
import type { ResourceSet } from "../schema/resource-set";
import type { AnswerForm } from "./negotiation";
import type { ApiRequest } from "./request";
import type { RequestInfo } from "./request-info";

/** What every handler of the API works with. */
export interface ApiServices {
  readonly registry: Registry;
  readonly resources: ResourceSet;
  readonly authenticator: Authenticator;
  readonly authorizer: Authorizer;
  readonly tokens: ServiceAccountTokens;
  readonly clock: Clock;
  hex(): string;
  /** "v1.36.3" */
  version(): string;
  /** Whether etcd answers. */
  hasQuorum(): boolean;
}

/** A request for a resource on its way to a handler. */
export interface Call {
  readonly request: ApiRequest;
  readonly info: RequestInfo;
  readonly resource: Resource;
  readonly user: User;
  readonly form: AnswerForm;
  readonly services: ApiServices;
}
