/** Requests that ask rather than store: who am I, may I, whose token is this. Never what is kept. */

import { badRequest } from "../api/api-error";
import type { Call } from "../api/call";
import { writeQuery } from "../api/options";
import { readBody, wantedOf } from "../api/read-body";
import { type ApiReply, managerOf } from "../api/request";
import { objectReply } from "../api/write-answer";
import type { User } from "../auth/user";
import { trackUpdate } from "../fields/track-update";
import { divisionOfType } from "../fields/typed-walk";
import { type JsonObject, objectOf, textOf, textsOf } from "../plain/json";
import { timeText } from "../registry/registry";
import { emptyObject } from "../schema/empty-object";
import { groupVersion } from "../schema/resource";
import { accessReviewStatus, rulesReviewStatus } from "./access-review";

/** Answers a review; undefined: the resource is none. @throws ApiError */
export function reviewReply(call: Call): ApiReply | undefined {
  const answer = answers[`${call.resource.group}/${call.resource.name}`];
  if (answer === undefined) return undefined;
  const query = writeQuery(call.request.query, "CreateOptions");
  const { object, warnings } = readBody(call.request, wantedOf(call.resource), query.fieldValidation);
  const tracked = untracked.has(call.resource.name) ? object : withOwner(call, object);
  const review = {
    kind: call.resource.kind,
    apiVersion: groupVersion(call.resource),
    ...tracked,
    ...answer(call, object),
  };
  return objectReply(201, review, { ...call.form, as: undefined }, warnings);
}

/** Reviews that nobody owns a field of. */
const untracked = new Set(["selfsubjectreviews", "selfsubjectrulesreviews"]);

type Answer = (call: Call, object: JsonObject) => JsonObject;

const answers: Readonly<Record<string, Answer>> = {
  "authentication.k8s.io/selfsubjectreviews": ({ user, services }) => ({
    metadata: { creationTimestamp: timeText(services.clock.now()) },
    status: { userInfo: userInfo(user) },
  }),
  "authentication.k8s.io/tokenreviews": tokenReview,
  "authorization.k8s.io/selfsubjectaccessreviews": (call, object) => ({
    status: accessReviewStatus(call, objectOf(object["spec"]), call.user),
  }),
  "authorization.k8s.io/subjectaccessreviews": (call, object) => ({ status: forSubject(call, object) }),
  "authorization.k8s.io/localsubjectaccessreviews": (call, object) => ({ status: forSubject(call, object) }),
  "authorization.k8s.io/selfsubjectrulesreviews": (call, object) => ({
    spec: {},
    status: rulesReviewStatus(call, textOf(objectOf(object["spec"])["namespace"])),
  }),
};

function forSubject(call: Call, object: JsonObject): JsonObject {
  const spec = objectOf(object["spec"]);
  const user: User = {
    name: textOf(spec["user"]),
    uid: textOf(spec["uid"]),
    groups: textsOf(spec["groups"]),
    extra: {},
  };
  return accessReviewStatus(call, spec, user);
}

function tokenReview({ services }: Call, object: JsonObject): JsonObject {
  const spec = objectOf(object["spec"]);
  const token = textOf(spec["token"]);
  if (token === "") throw badRequest("token is required for TokenReview in authentication");
  const asked = textsOf(spec["audiences"]);
  const found = services.authenticator.userOf(token, asked.length === 0 ? [services.tokens.issuer] : asked);
  if (found === undefined) return { status: { user: {}, error: "invalid bearer token" } };
  return { status: { authenticated: true, user: userInfo(found.user), audiences: [...found.audiences] } };
}

/** A user as reviews write them. */
export function userInfo({ name, uid, groups, extra }: User): JsonObject {
  const told: JsonObject = {};
  for (const [key, values] of Object.entries(extra)) told[key] = [...values];
  return {
    username: name,
    ...(uid === "" ? {} : { uid }),
    groups: [...groups],
    ...(Object.keys(told).length === 0 ? {} : { extra: told }),
  };
}

function withOwner(call: Call, object: JsonObject): JsonObject {
  const { resource, services } = call;
  return trackUpdate(
    emptyObject(resource.typeName),
    object,
    divisionOfType(resource.typeName),
    {
      manager: managerOf(call.request),
      apiVersion: groupVersion(resource),
      subresource: "",
      time: timeText(services.clock.now()),
      resetFields: [],
    },
    true,
  );
}
