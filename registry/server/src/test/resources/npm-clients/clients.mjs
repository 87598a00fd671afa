// Two clients that nobody here wrote, against the registry at the URL given. Exit code 0: all held.
import assert from 'node:assert/strict';
import sr from '@confluentinc/schemaregistry';
import kafkajs from '@kafkajs/confluent-schema-registry';

const url = process.argv[2];
const v1 = JSON.stringify({type: 'object', properties: {name: {type: 'string'}}, required: ['name'], additionalProperties: false});
const v2 = JSON.stringify({type: 'object', properties: {name: {type: 'string'}, mail: {type: 'string'}}, required: ['name'], additionalProperties: false});
const broken = JSON.stringify({type: 'object', properties: {name: {type: 'integer'}}, required: ['name'], additionalProperties: false});
const json = (schema, references) => ({schemaType: 'JSON', schema, ...(references && {references})});

async function confluent() {
  const client = sr.SchemaRegistryClient.newClient({
    baseURLs: [url], basicAuthCredentials: {credentialsSource: 'USER_INFO', userInfo: 'u:p'}, maxRetries: 0});
  const id = await client.register('orders-value', json(v1));
  assert.equal(await client.register('orders-value', json(v1)), id);
  assert.equal(await client.getId('orders-value', json(v1)), id);
  assert.equal(await client.getVersion('orders-value', json(v1)), 1);
  assert.equal(JSON.parse((await client.getBySubjectAndId('orders-value', id)).schema).type, 'object');
  assert.equal(await client.testSubjectCompatibility('orders-value', json(v2)), true);
  assert.equal(await client.testCompatibility('orders-value', 1, json(broken)), false);
  await assert.rejects(client.register('orders-value', json(broken)), e => e.errorCode === 409 && e.status === 409);
  const full = await client.registerFullResponse('orders-value', json(v2));
  assert.equal(full.version, 2);
  assert.ok((await client.getByGuid(full.guid)).schema);
  client.clearLatestCaches();
  const latest = await client.getLatestSchemaMetadata('orders-value');
  assert.deepEqual([latest.subject, latest.version, latest.id, latest.schemaType], ['orders-value', 2, full.id, 'JSON']);
  assert.equal((await client.getSchemaMetadata('orders-value', 1)).id, id);
  assert.deepEqual(await client.getAllVersions('orders-value'), [1, 2]);
  assert.ok((await client.getAllSubjects()).includes('orders-value'));
  assert.equal(await client.getDefaultCompatibility(), 'BACKWARD');
  await assert.rejects(client.getCompatibility('orders-value'), e => e.errorCode === 40408);
  assert.equal(await client.updateCompatibility('orders-value', 'FULL'), 'FULL');
  assert.equal(await client.getCompatibility('orders-value'), 'FULL');
  assert.equal((await client.updateDefaultConfig({compatibilityLevel: 'FORWARD'})).compatibility, 'FORWARD');
  assert.equal((await client.getDefaultConfig()).compatibilityLevel, 'FORWARD');
  await client.updateDefaultCompatibility('BACKWARD');
  assert.deepEqual(await client.getAssociationsByResourceName('orders', '-', 'topic', ['value'], null, 0, -1), []);
  await assert.rejects(client.getLatestSchemaMetadata('none'), e => e.errorCode === 40401);

  // Events: with the id before the payload, and with the id in a header.
  const serializer = new sr.JsonSerializer(client, sr.SerdeType.VALUE, {useLatestVersion: true, validate: true});
  const bytes = await serializer.serialize('orders', {name: 'x'});
  assert.equal(bytes.subarray(0, 5).toString('hex'), '00' + full.id.toString(16).padStart(8, '0'));
  assert.equal(bytes.subarray(5).toString(), '{"name":"x"}');
  await assert.rejects(serializer.serialize('orders', {name: 7}));
  const deserializer = new sr.JsonDeserializer(client, sr.SerdeType.VALUE, {});
  assert.deepEqual(await deserializer.deserialize('orders', bytes), {name: 'x'});
  const auto = new sr.JsonSerializer(client, sr.SerdeType.VALUE, {autoRegisterSchemas: true});
  assert.deepEqual(await deserializer.deserialize('auto', await auto.serialize('auto', {a: 1})), {a: 1});

  await client.register('city', json(JSON.stringify({type: 'string', minLength: 2})));
  const person = JSON.stringify({type: 'object', properties: {city: {$ref: 'city.json'}}});
  await client.register('people-value', json(person, [{name: 'city.json', subject: 'city', version: 1}]));
  const people = new sr.JsonSerializer(client, sr.SerdeType.VALUE, {useLatestVersion: true, validate: true});
  assert.ok(await people.serialize('people', {city: 'Rome'}));
  await assert.rejects(people.serialize('people', {city: 'R'}));

  assert.equal(await client.deleteSubjectVersion('orders-value', 1), 1);
  assert.deepEqual(await client.deleteSubject('orders-value'), [2]);
  assert.deepEqual(await client.deleteSubject('orders-value', true), [1, 2]);
  await client.close();
}

async function kafkaJs() {
  const client = new kafkajs.SchemaRegistry({host: url + '/', retry: {retries: 0}});
  const schema = {type: kafkajs.SchemaType.JSON, schema: v1};
  const {id} = await client.register(schema, {subject: 'clicks-value'});
  assert.equal(await client.getLatestSchemaId('clicks-value'), id);
  assert.equal(await client.getRegistryId('clicks-value', 1), id);
  assert.equal(await client.getRegistryIdBySchema('clicks-value', schema), id);
  const bytes = await client.encode(id, {name: 'y'});
  assert.equal(bytes.subarray(0, 5).toString('hex'), '00' + id.toString(16).padStart(8, '0'));
  const fresh = new kafkajs.SchemaRegistry({host: url});
  assert.deepEqual(await fresh.decode(bytes), {name: 'y'});
  await assert.rejects(fresh.encode(id, {name: 1}));
  await assert.rejects(client.register({...schema, schema: broken}, {subject: 'clicks-value'}), e => e.status === 409);
  await assert.rejects(client.getLatestSchemaId('none'), e => e.status === 404 && /not found/.test(e.message));
}

await confluent();
await kafkaJs();
console.log('both clients are content');
