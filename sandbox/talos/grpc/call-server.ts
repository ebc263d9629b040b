import { setMaxListeners } from "node:events";
import type { Server as GrpcServer, handleBidiStreamingCall } from "@grpc/grpc-js";
import { State } from "../../../wire/cosi/generated/resource";
import { ClusterService } from "../../../wire/talos/generated/cluster";
import { InspectService } from "../../../wire/talos/generated/inspect";
import {
  DebugService,
  ImageService,
  LifecycleService,
  LVMService,
  MachineService,
  MDService,
} from "../../../wire/talos/generated/machine";
import { SecurityService } from "../../../wire/talos/generated/securityapi";
import { StorageService } from "../../../wire/talos/generated/storage";
import { TimeService } from "../../../wire/talos/generated/time";
import { type Connection, connectionKey } from "./connection";
import { runCall } from "./run-call";

const services = [
  MachineService,
  ImageService,
  LifecycleService,
  DebugService,
  LVMService,
  MDService,
  ClusterService,
  InspectService,
  StorageService,
  TimeService,
  SecurityService,
  State,
];

/** Talos refuses larger messages (constants of Talos 1.13). */
const maxMessageBytes = 32 * 1024 * 1024;

type ConnectionInjector = ReturnType<GrpcServer["createConnectionInjector"]>;

/**
 * The gRPC half of a listener: connections that have shaken hands are handed to it, and it answers their calls.
 * grpc-js is loaded when the first one in the process is made (60 ms), which is when somebody calls.
 */
export class CallServer {
  readonly #connections = new Map<string, Connection>();
  readonly #injector: ConnectionInjector;
  readonly #ending = new AbortController();

  constructor() {
    // Each call under way listens.
    setMaxListeners(0, this.#ending.signal);
    const { Server, ServerCredentials }: typeof import("@grpc/grpc-js") = require("@grpc/grpc-js");
    const server = new Server({
      "grpc.max_receive_message_length": maxMessageBytes,
      "grpc.max_send_message_length": -1,
      "grpc.enable_channelz": 0,
    });
    for (const path of paths) {
      const answer: handleBidiStreamingCall<Buffer, Buffer> = (stream) => runCall(path, stream, this.#connections);
      // Every method is taken for one that streams both ways: on the wire there is no difference.
      server.register(path, answer, asIs, asIs, "bidi");
    }
    this.#injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  }

  /** Serves what comes over a connection, until it is closed. */
  serve(connection: Omit<Connection, "gone" | "ending">): void {
    const { socket } = connection;
    const key = connectionKey(socket);
    const gone = new AbortController();
    setMaxListeners(0, gone.signal);
    const served: Connection = { ...connection, gone: gone.signal, ending: this.#ending.signal };
    this.#connections.set(key, served);
    socket.once("close", () => {
      if (this.#connections.get(key) === served) this.#connections.delete(key);
      gone.abort(GONE);
    });
    this.#injector.injectConnection(socket);
  }

  /** Lets calls with a single answer finish, for a second at most; ends all others and then the connections. */
  drain(): void {
    this.#ending.abort();
    this.#injector.drain(lastWordsMs);
  }
}

/** Made once: a reason of its own is made with a stack. */
const GONE = new Error("The connection is gone");

/** Real time: programs on this machine wait for it. */
const lastWordsMs = 1000;

const paths = services.flatMap((service) => Object.keys(service.methods).map((method) => `/${service.name}/${method}`));

function asIs(bytes: Buffer): Buffer {
  return bytes;
}
