import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Twilio } from 'twilio';
import { createEmulator, type Emulator } from '../../index';
import { twilioClient } from '../../testing';
import { serverlessLimits } from '../limits';
import { type Bench, createBench, dependencies } from '../testing/bench';

describe('with the twilio package', () => {
  let folder: string;
  let emulator: Emulator;
  let client: Twilio;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'serverless-api-'));
    emulator = await createEmulator({ port: 0, caFolder: folder, checkResponses: true });
    client = twilioClient(emulator);
  });
  afterAll(async () => {
    expect(emulator.violations).toEqual([]);
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const create = (uniqueName: string) => client.serverless.v1.services.create({ uniqueName, friendlyName: uniqueName });

  test('services', async () => {
    const { services } = client.serverless.v1;
    const made = await create('shop_One');
    expect(made).toMatchObject({ uniqueName: 'shop_One', includeCredentials: true, uiEditable: false });
    expect(made.domainBase).toMatch(/^shop-one-\d{4}$/);
    expect((await services('shop_One').fetch()).sid).toBe(made.sid);
    await expect(create('shop_One')).rejects.toMatchObject({ status: 409, code: 20409 });
    await expect(create('with space')).rejects.toMatchObject({ status: 400, code: 20001 });
    await expect(create('x'.repeat(51))).rejects.toMatchObject({ status: 400, code: 20001 });
    const updated = await services(made.sid).update({ friendlyName: 'Shop', uiEditable: true });
    expect(updated).toMatchObject({ friendlyName: 'Shop', uiEditable: true, uniqueName: 'shop_One' });
    await services(made.sid).remove();
    await expect(services(made.sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    await expect(services(made.sid).remove()).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  test('no more services than an account may have', async () => {
    const made = [];
    for (let i = 0; i < serverlessLimits.servicesPerAccount; i += 1) made.push(await create(`many-${i}`));
    await expect(create('one-more')).rejects.toMatchObject({ status: 400, code: 20001 });
    const listed = await client.serverless.v1.services.list({ pageSize: 20 });
    expect(listed.map(({ sid }) => sid)).toEqual(made.map(({ sid }) => sid).reverse());
    for (const { sid } of made) await client.serverless.v1.services(sid).remove();
  });

  test('environments', async () => {
    const service = await create('env');
    const { environments } = client.serverless.v1.services(service.sid);
    const dev = await environments.create({ uniqueName: 'dev-environment', domainSuffix: 'dev' });
    expect(dev).toMatchObject({ domainName: `${service.domainBase}-dev.twil.io`, domainSuffix: 'dev', buildSid: null });
    const bare = await environments.create({ uniqueName: 'production' });
    expect(bare).toMatchObject({ domainName: `${service.domainBase}.twil.io`, domainSuffix: null });
    for (const taken of [
      { uniqueName: 'dev-environment', domainSuffix: 'x' },
      { uniqueName: 'x', domainSuffix: 'dev' },
      { uniqueName: 'x' },
    ]) {
      await expect(environments.create(taken)).rejects.toMatchObject({ status: 409, code: 20409 });
    }
    for (const bad of [
      { uniqueName: 'x', domainSuffix: 'a.b' },
      { uniqueName: 'x', domainSuffix: 'a'.repeat(17) },
      { uniqueName: 'x'.repeat(101), domainSuffix: 'y' },
    ]) {
      await expect(environments.create(bad)).rejects.toMatchObject({ status: 400, code: 20001 });
    }
    const other = await create('env-other');
    const elsewhere = client.serverless.v1.services(other.sid).environments(dev.sid);
    await expect(elsewhere.fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    await environments(bare.sid).remove();
    expect((await environments.list()).map(({ sid }) => sid)).toEqual([dev.sid]);
  });

  test('functions and assets', async () => {
    const service = client.serverless.v1.services((await create('files')).sid);
    const { sid } = await service.functions.create({ friendlyName: '/a' });
    expect(sid).toMatch(/^ZH/);
    expect((await service.assets.create({ friendlyName: '/b' })).sid).toMatch(/^ZH/);
    expect((await service.functions.list()).map(({ friendlyName }) => friendlyName)).toEqual(['/a']);
    expect((await service.assets.list()).map(({ friendlyName }) => friendlyName)).toEqual(['/b']);
    expect((await service.functions(sid).update({ friendlyName: '/b' })).friendlyName).toBe('/b');
    expect(await service.functions(sid).functionVersions.list()).toEqual([]);
    await expect(service.assets(sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    await expect(service.functions.create({ friendlyName: 'x'.repeat(256) })).rejects.toMatchObject({ code: 20001 });
    await service.functions(sid).remove();
    await expect(service.functions(sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  test('variables', async () => {
    const service = client.serverless.v1.services((await create('vars')).sid);
    const environment = await service.environments.create({ uniqueName: 'dev', domainSuffix: 'dev' });
    const { variables } = service.environments(environment.sid);
    const made = await variables.create({ key: 'COLOR', value: 'blue' });
    await expect(variables.create({ key: 'COLOR', value: 'red' })).rejects.toMatchObject({ status: 409, code: 20409 });
    await expect(variables.create({ key: 'A-B', value: 'x' })).rejects.toMatchObject({ status: 400, code: 20001 });
    await expect(variables.create({ key: 'K'.repeat(129), value: 'x' })).rejects.toMatchObject({ code: 20001 });
    const euros = '€'.repeat(serverlessLimits.variableBytes / 3);
    expect((await variables.create({ key: 'EUROS', value: euros })).value).toBe(euros);
    await expect(variables.create({ key: 'MORE', value: `${euros}x` })).rejects.toMatchObject({
      status: 400,
      code: 20001,
    });
    expect((await variables(made.sid).update({ value: 'red' })).value).toBe('red');
    expect((await variables(made.sid).fetch()).value).toBe('red');
    await variables(made.sid).remove();
    expect((await variables.list()).map(({ key }) => key)).toEqual(['EUROS']);
    await expect(variables(made.sid).remove()).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  test('a build without Functions or assets can be made, and its status asked for', async () => {
    const service = client.serverless.v1.services((await create('empty')).sid);
    const build = await service.builds.create({ runtime: 'node20' });
    expect(build).toMatchObject({ status: 'building', runtime: 'node20' });
    expect((await service.builds(build.sid).buildStatus().fetch()).status).toBe('completed');
    expect((await service.builds(build.sid).fetch()).status).toBe('completed');
    expect((await service.builds.create()).runtime).toBe('node20');
    await service.builds(build.sid).remove();
    await expect(service.builds(build.sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  });
});

describe('uploads, builds and deployments', () => {
  let bench: Bench;
  let service: string;
  let functionSid: string;
  let assetSid: string;
  const source = { path: '/a', content: 'exports.handler = (c, e, cb) => cb(null, 1);' };
  beforeAll(async () => {
    bench = await createBench();
    service = (await bench.api('POST', 'Services', { UniqueName: 'bench', FriendlyName: 'b' })).body.sid;
    functionSid = (await bench.api('POST', `Services/${service}/Functions`, { FriendlyName: '/a' })).body.sid;
    assetSid = (await bench.api('POST', `Services/${service}/Assets`, { FriendlyName: '/b' })).body.sid;
  });
  afterAll(() => bench.stop());

  const uploadFunction = (changed: Record<string, string | undefined> = {}) =>
    bench.upload(`Services/${service}/Functions/${functionSid}/Versions`, { ...source, ...changed });
  const uploadAsset = (changed: Record<string, string | undefined> = {}) =>
    bench.upload(`Services/${service}/Assets/${assetSid}/Versions`, { ...source, path: '/b', ...changed });
  const build = (form: Record<string, string | readonly string[]>) =>
    bench.api('POST', `Services/${service}/Builds`, form);
  const refused = (code: number, message: RegExp) => ({
    status: code === 20404 ? 404 : 400,
    body: expect.objectContaining({ code, message: expect.stringMatching(message) }),
  });

  test('an upload becomes a version, whose content can be read back', async () => {
    const { status, body } = await uploadFunction({ visibility: 'protected' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      function_sid: functionSid,
      service_sid: service,
      path: '/a',
      visibility: 'protected',
    });
    const path = `Services/${service}/Functions/${functionSid}/Versions`;
    expect((await bench.api('GET', `${path}/${body.sid}`)).body).toEqual(body);
    expect((await bench.api('GET', path)).body.function_versions).toEqual([body]);
    expect((await bench.api('GET', `${path}/${body.sid}/Content`)).body.content).toBe(source.content);
    expect((await bench.api('GET', `${path}/ZN${'0'.repeat(32)}`)).status).toBe(404);
    const asset = await uploadAsset();
    const assetPath = `Services/${service}/Assets/${assetSid}/Versions`;
    expect((await bench.api('GET', `${assetPath}/${asset.body.sid}`)).body).toEqual(asset.body);
    expect((await bench.api('GET', assetPath)).body.asset_versions).toEqual([asset.body]);
  });

  test.each([
    ['no path', { path: undefined }, /Missing required parameter Path/],
    ['a relative path', { path: 'a' }, /must start with '\/'/],
    ['a path with a colon', { path: '/a:b' }, /may not contain ':'/],
    ['a path of 256 characters', { path: `/${'a'.repeat(255)}` }, /256 characters/],
    ['an unknown visibility', { visibility: 'secret' }, /Visibility must be one of/],
    ['no content', { content: undefined }, /Missing required parameter Content/],
    ['too much code', { content: 'x'.repeat(serverlessLimits.functionBytes + 1) }, /at most 1048576/],
  ])('an upload with %s is refused', async (_, changed, message) => {
    expect(await uploadFunction(changed)).toEqual(refused(20001, message));
  });

  test('an asset may be larger, a private one less so', async () => {
    const content = 'x'.repeat(serverlessLimits.privateAssetBytes + 1);
    expect((await uploadAsset({ content })).status).toBe(201);
    expect(await uploadAsset({ content, visibility: 'private' })).toEqual(refused(20001, /at most 10485760/));
    const tooMuch = 'x'.repeat(serverlessLimits.assetBytes + 1);
    expect(await uploadAsset({ content: tooMuch })).toEqual(refused(20001, /26214400/));
  });

  test('an upload needs credentials, and a Function of this service', async () => {
    const path = `Services/${service}/Functions/${functionSid}/Versions`;
    expect(await bench.upload(path, source, { auth: '' })).toMatchObject({ status: 401, body: { code: 20003 } });
    expect(await bench.upload(path, source, { auth: 'Basic eDp5' })).toMatchObject({
      status: 401,
      body: { code: 20003 },
    });
    const unknown = `Services/${service}/Functions/ZH${'0'.repeat(32)}/Versions`;
    expect(await bench.upload(unknown, source)).toEqual(refused(20404, /was not found/));
    expect(await bench.upload(`Services/${service}/Other`, source)).toEqual(refused(20404, /was not found/));
    expect(await bench.upload(`Services/${service}/Assets/${functionSid}/Versions`, source)).toMatchObject({
      status: 404,
    });
  });

  test('a build names its versions, dependencies (in quotes, as the toolkit sends them) and runtime', async () => {
    const [code, file] = [(await uploadFunction()).body, (await uploadAsset()).body];
    const { status, body } = await build({
      FunctionVersions: code.sid,
      AssetVersions: [file.sid],
      Dependencies: `"${JSON.stringify(dependencies)}"`,
      Runtime: 'node22',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ function_versions: [code], asset_versions: [file], dependencies, runtime: 'node22' });
    expect((await bench.api('GET', `Services/${service}/Builds/${body.sid}`)).body.status).toBe('completed');
    expect((await bench.api('GET', `Services/${service}/Builds`)).body.builds).toHaveLength(1);
  });

  test.each([
    ['a version that is not there', { FunctionVersions: `ZN${'0'.repeat(32)}` }, /was not found/],
    ['a runtime of the past', { Runtime: 'node18' }, /node18/],
    ['dependencies that are not JSON', { Dependencies: '[{' }, /not valid JSON/],
    ['dependencies that are no list', { Dependencies: '{}' }, /must be a list/],
    ['a dependency without a version', { Dependencies: '[{"name":"a"}]' }, /a name and a version/],
    [
      'a package nobody has',
      { Dependencies: '[{"name":"no-such-package-x","version":"1.0.0"}]' },
      /No matching version/,
    ],
    [
      'more than 100 dependencies',
      { Dependencies: JSON.stringify(Array.from({ length: 101 }, () => dependencies[0])) },
      /at most 100/,
    ],
  ])('a build with %s is refused', async (_, form, message) => {
    expect(await build(form as Record<string, string>)).toEqual(refused(20001, message));
  });

  test('a build has no path twice and at most 50 Functions', async () => {
    const sids: string[] = [];
    for (let i = 0; i <= serverlessLimits.functionsPerBuild; i += 1) {
      sids.push((await uploadFunction({ path: `/f${i}` })).body.sid);
    }
    expect(await build({ FunctionVersions: sids })).toEqual(refused(20001, /51 Function versions; at most 50/));
    expect((await build({ FunctionVersions: sids.slice(1) })).status).toBe(201);
    const again = (await uploadAsset({ path: '/f1' })).body.sid;
    expect(await build({ FunctionVersions: sids.slice(1), AssetVersions: again })).toEqual(refused(20001, /path \/f1/));
  });

  test('a deployment takes the variables of its time; a deployed build cannot be deleted', async () => {
    const environments = `Services/${service}/Environments`;
    const environment = (await bench.api('POST', environments, { UniqueName: 'dev', DomainSuffix: 'dev' })).body.sid;
    const variables = `${environments}/${environment}/Variables`;
    const color = (await bench.api('POST', variables, { Key: 'COLOR', Value: 'blue' })).body.sid;
    const content = 'exports.handler = (context, e, cb) => cb(null, context.COLOR);';
    const built = (await build({ FunctionVersions: (await uploadFunction({ content })).body.sid })).body.sid;
    const deployments = `${environments}/${environment}/Deployments`;
    const { status, body } = await bench.api('POST', deployments, { BuildSid: built });
    expect(status).toBe(201);
    expect((await bench.api('GET', `${deployments}/${body.sid}`)).body).toEqual(body);
    expect((await bench.api('GET', deployments)).body.deployments).toEqual([body]);
    expect((await bench.api('GET', `${environments}/${environment}`)).body.build_sid).toBe(built);

    await bench.api('POST', `${variables}/${color}`, { Value: 'red' });
    expect(await (await bench.call('/a')).text()).toBe('blue');
    await bench.api('POST', deployments, { BuildSid: built });
    expect(await (await bench.call('/a')).text()).toBe('red');

    const deletion = await bench.api('DELETE', `Services/${service}/Builds/${built}`);
    expect(deletion).toEqual(refused(20001, /is deployed at bench-\d{4}-dev\.twil\.io/));
    const unknown = await bench.api('POST', deployments, { BuildSid: `ZB${'0'.repeat(32)}` });
    expect(unknown).toEqual(refused(20001, /was not found/));
    expect(await bench.api('POST', deployments)).toEqual(refused(20001, /Missing required parameter BuildSid/));
  });

  test('variables of more than 3 kB together are not deployed', async () => {
    const environments = `Services/${service}/Environments`;
    const environment = (await bench.api('POST', environments, { UniqueName: 'big', DomainSuffix: 'big' })).body.sid;
    for (let i = 0; i < 7; i += 1) {
      const variable = { Key: `V${i}`, Value: 'x'.repeat(serverlessLimits.variableBytes) };
      expect((await bench.api('POST', `${environments}/${environment}/Variables`, variable)).status).toBe(201);
    }
    const built = (await build({})).body.sid;
    const deployed = await bench.api('POST', `${environments}/${environment}/Deployments`, { BuildSid: built });
    expect(deployed).toEqual(refused(20001, /at most 3072/));
  });

  test('what is deleted is served no more', async () => {
    const domain = bench.serverless.domain() ?? '';
    expect(bench.world.webhooks.serverOf(domain)).toBeDefined();
    expect((await bench.api('DELETE', `Services/${service}`)).status).toBe(204);
    expect(bench.world.webhooks.serverOf(domain)).toBeUndefined();
    expect((await bench.call('/a')).status).toBe(404);
  });
});
