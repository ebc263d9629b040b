import {
  addLearner,
  bootstrapCluster,
  disarmAlarms,
  EtcdError,
  type EtcdState,
  forfeitLeadership,
  isServed,
  type Links,
  promote,
  quorumOf,
  raiseAlarm,
  removeMember,
  settle,
  startMember,
  statusOf,
  stopMember,
} from "../../../../sandbox/talos/etcd";
import { createRandom, type Random } from "../../../support/random";

const idOf = (number: number) => number.toString(16).padStart(16, "0");
const everyone: Links = () => true;
const urls = (number: number) => ({ peerUrls: [`https://10.0.0.${number}:2380`] });
const told = (number: number) => ({ name: `cp-${number}`, clientUrls: [`https://10.0.0.${number}:2379`] });

function first(): EtcdState {
  return bootstrapCluster({ clusterId: idOf(99), memberId: idOf(1), ...told(1), ...urls(1), version: "3.6.12" });
}

/** A cluster of so many voters that all run; the first leads. */
function clusterOf(count: number): EtcdState {
  let state = first();
  for (let number = 2; number <= count; number += 1) {
    state = addLearner(state, idOf(1), everyone, { id: idOf(number), ...urls(number) });
    state = startMember(state, idOf(number), everyone, told(number));
    state = promote(state, idOf(1), everyone, idOf(number));
  }
  return state;
}

const stopped = (state: EtcdState, ...numbers: number[]) =>
  numbers.reduce((left, number) => stopMember(left, idOf(number), everyone), state);
const reason = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    if (error instanceof EtcdError) return error.reason;
    throw error;
  }
  return "done";
};

describe("joining", () => {
  it("brings a member in as a learner, which does not vote until it is promoted", () => {
    let state = addLearner(first(), idOf(1), everyone, { id: idOf(2), ...urls(2) });
    expect(quorumOf(state)).toBe(1);
    expect(reason(() => promote(state, idOf(1), everyone, idOf(2)))).toBe("learner-not-ready");
    expect(isServed(state, idOf(2), everyone)).toBe(false);
    state = startMember(state, idOf(2), everyone, told(2));
    expect(statusOf(state, idOf(2), everyone)).toMatchObject({ isLearner: true, leaderId: idOf(1), errors: [] });
    state = promote(state, idOf(1), everyone, idOf(2));
    expect(state.members.map(({ name, isLearner }) => [name, isLearner])).toEqual([
      ["cp-1", false],
      ["cp-2", false],
    ]);
    expect(quorumOf(state)).toBe(2);
  });

  it("refuses a second learner, a second member of one address, and anybody while a voter is down", () => {
    const one = addLearner(first(), idOf(1), everyone, { id: idOf(2), ...urls(2) });
    expect(reason(() => addLearner(one, idOf(1), everyone, { id: idOf(3), ...urls(3) }))).toBe("too-many-learners");
    expect(reason(() => addLearner(one, idOf(1), everyone, { id: idOf(3), ...urls(2) }))).toBe("peer-url-exists");
    const sick = stopped(clusterOf(3), 3);
    expect(reason(() => addLearner(sick, idOf(1), everyone, { id: idOf(4), ...urls(4) }))).toBe("unhealthy");
    expect(reason(() => promote(clusterOf(2), idOf(1), everyone, idOf(2)))).toBe("not-a-learner");
    expect(reason(() => promote(first(), idOf(1), everyone, idOf(7)))).toBe("member-not-found");
    expect(reason(() => startMember(first(), idOf(7), everyone, told(7)))).toBe("member-not-found");
  });
});

describe("quorum", () => {
  it.each([
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 3],
    [5, 3],
    [7, 4],
  ])("of %i voters are %i", (voters, quorum) => {
    const state = clusterOf(voters);
    expect(quorumOf(state)).toBe(quorum);
    const most = Array.from({ length: voters - quorum }, (_none, index) => voters - index);
    expect(stopped(state, ...most).leaderId).toBe(idOf(1));
    expect(stopped(state, ...most, 1).leaderId).toBeUndefined();
  });

  it("is lost and regained, with a new term and the same cluster", () => {
    const state = clusterOf(3);
    const lost = stopped(state, 1, 2);
    expect(lost.leaderId).toBeUndefined();
    expect(reason(() => removeMember(lost, idOf(3), everyone, idOf(1)))).toBe("no-leader");
    expect(statusOf(lost, idOf(3), everyone).errors).toEqual(["etcdserver: no leader"]);
    const regained = startMember(lost, idOf(2), everyone, told(2));
    expect(regained.leaderId).toBe(idOf(2));
    expect(regained.term).toBeGreaterThan(state.term);
    expect(regained.clusterId).toBe(state.clusterId);
  });

  it("follows the majority through a partition, and serves nobody else", () => {
    const cut: Links = (a, b) => (a === idOf(1)) === (b === idOf(1));
    const state = settle(clusterOf(3), cut);
    expect(state.leaderId).toBe(idOf(2));
    expect([1, 2, 3].map((number) => isServed(state, idOf(number), cut))).toEqual([false, true, true]);
    expect(statusOf(state, idOf(1), cut).leaderId).toBeUndefined();
    expect(settle(state, everyone).leaderId).toBe(idOf(2));
  });
});

describe("leaving", () => {
  it("takes a member out, dead or alive, but never the last one", () => {
    const state = removeMember(clusterOf(3), idOf(1), everyone, idOf(1));
    expect(state.members.map(({ id }) => id)).toEqual([idOf(2), idOf(3)]);
    expect(state.leaderId).toBe(idOf(2));
    expect(removeMember(stopped(clusterOf(3), 3), idOf(1), everyone, idOf(3)).members).toHaveLength(2);
    expect(reason(() => removeMember(first(), idOf(1), everyone, idOf(1)))).toBe("not-enough-started");
    expect(reason(() => removeMember(first(), idOf(1), everyone, idOf(5)))).toBe("member-not-found");
  });

  it("protects what is left of a quorum: with one of three down, only the dead one may go", () => {
    const sick = stopped(clusterOf(3), 3);
    expect(reason(() => removeMember(sick, idOf(1), everyone, idOf(2)))).toBe("unhealthy");
    expect(reason(() => removeMember(sick, idOf(1), everyone, idOf(3)))).toBe("done");
  });

  it("gives the lead to another voter", () => {
    const { state, leader } = forfeitLeadership(clusterOf(3), idOf(1), everyone);
    expect([leader, state.leaderId]).toEqual(["cp-2", idOf(2)]);
    expect(forfeitLeadership(state, idOf(1), everyone)).toEqual({ state, leader: "" });
    expect(reason(() => forfeitLeadership(first(), idOf(1), everyone))).toBe("only-one-member");
    expect(reason(() => forfeitLeadership(stopped(clusterOf(2), 2), idOf(1), everyone))).toBe("no-leader");
  });
});

describe("alarms", () => {
  it("ring once, are told by every member, and go when disarmed or with their member", () => {
    const alarm = { memberId: idOf(2), kind: "nospace" } as const;
    const ringing = raiseAlarm(raiseAlarm(clusterOf(3), alarm), alarm);
    expect(ringing.alarms).toEqual([alarm]);
    expect(statusOf(ringing, idOf(3), everyone).errors).toEqual(["memberID:2 alarm:NOSPACE "]);
    expect(disarmAlarms(ringing)).toMatchObject({ state: { alarms: [] }, disarmed: [alarm] });
    expect(disarmAlarms(first()).disarmed).toEqual([]);
    expect(removeMember(ringing, idOf(1), everyone, idOf(2)).alarms).toEqual([]);
  });
});

describe("whatever happens", () => {
  interface Play {
    state: EtcdState;
    links: Links;
    nextId: number;
    gone: Set<string>;
  }

  /** Machines fall into groups; within one, all reach each other. */
  function partition(random: Random): Links {
    const groups = random.integer(1, 3);
    const group = new Map<string, number>();
    const of = (id: string) => {
      if (!group.has(id)) group.set(id, random.integer(1, groups));
      return group.get(id);
    };
    return (a, b) => of(a) === of(b);
  }

  function step(play: Play, random: Random): EtcdState {
    const { state, links } = play;
    const some = random.pick(state.members).id;
    const via = random.pick(state.members).id;
    const number = Number.parseInt(some, 16);
    switch (random.integer(0, 7)) {
      case 0: {
        play.nextId += 1;
        return addLearner(state, via, links, { id: idOf(play.nextId), ...urls(play.nextId) });
      }
      case 1:
        return startMember(state, some, links, told(number));
      case 2:
        return stopMember(state, some, links);
      case 3:
        return promote(state, via, links, some);
      case 4: {
        const left = removeMember(state, via, links, some);
        play.gone.add(some);
        return left;
      }
      case 5:
        return forfeitLeadership(state, some, links).state;
      case 6:
        play.links = partition(random);
        return settle(state, play.links);
      default:
        return settle(state, links);
    }
  }

  /** What is wrong; empty where nothing is. `expect` at each step would take a minute. */
  function problems({ state, links, gone }: Play, before: EtcdState): readonly string[] {
    const voters = state.members.filter((member) => !member.isLearner);
    const around = (id: string) =>
      voters.filter((other) => other.isRunning && (other.id === id || links(id, other.id)));
    const able = voters.filter((voter) => voter.isRunning && around(voter.id).length * 2 > voters.length);
    const ids = state.members.map(({ id }) => id);
    const rules: Record<string, boolean> = {
      "a leader where and only where there is a majority": (state.leaderId === undefined) === (able.length === 0),
      "the leader is of the majority": state.leaderId === undefined || able.some(({ id }) => id === state.leaderId),
      "no two majorities": able.every((one) => able.every((other) => one === other || links(one.id, other.id))),
      "always a voter": voters.length > 0,
      "one learner at most": state.members.length - voters.length <= 1,
      "no id twice": new Set(ids).size === ids.length,
      "who is left after a removal can agree":
        state.members.length >= before.members.length || state.leaderId !== undefined,
      "nobody comes back": !ids.some((id) => gone.has(id)),
      "one cluster": state.clusterId === before.clusterId,
      "terms and changes only go up": state.term >= before.term && state.index >= before.index,
      "nothing is agreed on without a leader":
        before.leaderId !== undefined || state.leaderId !== undefined || state.index === before.index,
    };
    return Object.keys(rules).filter((rule) => rules[rule] !== true);
  }

  it("there is one cluster, one leader at most, and always a voter (200 lives of 150 steps)", () => {
    let done = 0;
    const found: string[] = [];
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = createRandom(seed);
      const play: Play = { state: first(), links: everyone, nextId: 1, gone: new Set() };
      for (let count = 0; count < 150; count += 1) {
        const before = structuredClone(play.state);
        const given = play.state;
        try {
          play.state = step(play, random);
          done += 1;
        } catch (error) {
          if (!(error instanceof EtcdError)) throw error;
        }
        found.push(...problems(play, before).map((rule) => `seed ${seed}, step ${count}: ${rule}`));
        if (JSON.stringify(given) !== JSON.stringify(before))
          found.push(`seed ${seed}, step ${count}: changed in place`);
      }
    }
    expect(found).toEqual([]);
    expect(done).toBeGreaterThan(10_000);
  });
});
