import { successorOf } from "../../../constructs/node-pool/retired-types";
import { doubtOf } from "../../../constructs/node-pool/server-types";
import { standardCatalogue } from "../../../sandbox/world/offer";

const { serverTypes, locations } = standardCatalogue();

test("every type of the sandbox's catalogue is known", () => {
  expect(serverTypes.length).toBeGreaterThan(25);
  expect(serverTypes.map(({ name }) => doubtOf(name)).filter((doubt) => doubt !== undefined)).toEqual([]);
});

test("what is sold nowhere, or not there, has a successor that is", () => {
  const sold = (type: string, location: string) => {
    const id = locations.find(({ name }) => name === location)?.id;
    const places = serverTypes.find(({ name }) => name === type)?.locations ?? [];
    return places.some(({ locationId, deprecation }) => locationId === id && deprecation === null);
  };
  const wrong = serverTypes.flatMap(({ name }) =>
    locations.flatMap(({ name: location }) => {
      const successor = successorOf(name, location);
      const isRight =
        successor === undefined ? sold(name, location) : !sold(name, location) && sold(successor, location);
      return isRight ? [] : [`${name} in ${location}: ${successor}`];
    }),
  );
  expect(wrong).toEqual([]);
});

test.each([
  ["big", 'is "big"; a server type such as cpx22, cax11 or ccx13 is wanted'],
  ["", 'is ""; a server type such as cpx22, cax11 or ccx13 is wanted'],
  ["CPX22", 'is "CPX22"; a server type such as cpx22, cax11 or ccx13 is wanted; is "cpx22" meant?'],
  ["cpx-22", 'is "cpx-22"; a server type such as cpx22, cax11 or ccx13 is wanted; is "cpx22" meant?'],
  ["cpx22 ", 'is "cpx22 "; a server type such as cpx22, cax11 or ccx13 is wanted; is "cpx22" meant?'],
  ["109", 'is "109"; a server type such as cpx22, cax11 or ccx13 is wanted'],
])("%j can be no server type", (type, text) => {
  expect(doubtOf(type)).toEqual({ isImpossible: true, text });
});

test.each([
  ["cx99", 'is "cx99", which is newer than this package or does not exist'],
  ["cpx23", 'is "cpx23", which is newer than this package or does not exist; is "cpx22" meant?'],
  ["gex144", 'is "gex144", which is newer than this package or does not exist'],
])("%j may be one of tomorrow", (type, text) => {
  expect(doubtOf(type)).toMatchObject({ isImpossible: false, text: expect.stringContaining(text) });
});
