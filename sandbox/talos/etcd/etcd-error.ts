import { GrpcError, GrpcStatus, type GrpcStatusCode } from "../../../wire/grpc/status";

/** Each way of etcd to refuse: its code of gRPC and its words (etcd's api/v3rpc/rpctypes). */
const refusals = {
  "no-leader": [GrpcStatus.UNAVAILABLE, "etcdserver: no leader"],
  "not-enough-started": [
    GrpcStatus.FAILED_PRECONDITION,
    "etcdserver: re-configuration failed due to not enough started members",
  ],
  unhealthy: [GrpcStatus.UNAVAILABLE, "etcdserver: unhealthy cluster"],
  "too-many-learners": [GrpcStatus.FAILED_PRECONDITION, "etcdserver: too many learner members in cluster"],
  "peer-url-exists": [GrpcStatus.FAILED_PRECONDITION, "etcdserver: Peer URLs already exists"],
  "member-not-found": [GrpcStatus.NOT_FOUND, "etcdserver: member not found"],
  "not-a-learner": [GrpcStatus.FAILED_PRECONDITION, "etcdserver: can only promote a learner member"],
  "learner-not-ready": [
    GrpcStatus.FAILED_PRECONDITION,
    "etcdserver: can only promote a learner member which is in sync with leader",
  ],
  "only-one-member": [GrpcStatus.UNKNOWN, "cannot forfeit leadership, only one member"],
  "no-space": [GrpcStatus.RESOURCE_EXHAUSTED, "etcdserver: mvcc: database space exceeded"],
  "bad-snapshot": [GrpcStatus.UNKNOWN, "snapshot missing hash but --skip-hash-check=false"],
  "wrong-hash": [GrpcStatus.UNKNOWN, "expected sha256 of the snapshot does not match"],
  "not-a-database": [GrpcStatus.UNKNOWN, "invalid database"],
} as const satisfies Record<string, readonly [GrpcStatusCode, string]>;

/** Why etcd refuses. */
export type EtcdErrorCode = keyof typeof refusals;

/** A refusal of etcd; answered as it is, callers see etcd's own code and words. */
export class EtcdError extends GrpcError {
  override readonly name = "EtcdError";
  readonly reason: EtcdErrorCode;

  constructor(reason: EtcdErrorCode) {
    const [code, message] = refusals[reason];
    super(code, message);
    this.reason = reason;
  }
}
