import type { Operation } from 'openapi-backend';
import { routesOf } from './routes';

const operation = (method: string, path: string) => ({ operationId: `${method} ${path}`, method, path }) as Operation;
const find = routesOf([
  operation('get', '/v1/Services/{Sid}'),
  operation('post', '/v1/Services/{Sid}'),
  operation('get', '/v1/Services/{ServiceSid}/Maps/{MapSid}/Items'),
  operation('get', '/v1/Services/Default'),
  operation('get', '/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json'),
  operation('get', '/2010-04-01/Accounts/{AccountSid}/{Any}/{Sid}.json'),
]);
const foundBy = (method: string, path: string) => {
  const route = find(method, path);
  return route && [route.operation.operationId, route.path];
};

test.each([
  ['get', '/v1/Services/IS1', 'get /v1/Services/{Sid}', { Sid: 'IS1' }],
  ['post', '/v1/Services/IS1/', 'post /v1/Services/{Sid}', { Sid: 'IS1' }],
  ['get', '/v1/Services/Default', 'get /v1/Services/Default', {}],
  [
    'get',
    '/v1/Services/IS1/Maps/a%2Fb/Items',
    'get /v1/Services/{ServiceSid}/Maps/{MapSid}/Items',
    { ServiceSid: 'IS1', MapSid: 'a/b' },
  ],
  [
    'get',
    '/2010-04-01/Accounts/AC1/Messages/SM1.json',
    'get /2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json',
    { AccountSid: 'AC1', Sid: 'SM1' },
  ],
])('%s %s', (method, path, operationId, parameters) => {
  expect(foundBy(method, path)).toEqual([operationId, parameters]);
});

test.each([
  ['delete', '/v1/Services/IS1'],
  ['get', '/v1/Services/IS1/Maps'],
  ['get', '/v1/Services/'],
  ['get', '/2010-04-01/Accounts/AC1/Messages/SM1_json'],
])('%s %s is none', (method, path) => {
  expect(foundBy(method, path)).toBeUndefined();
});

test('a percent sign that escapes nothing is taken as it is', () => {
  expect(foundBy('get', '/v1/Services/50%')).toEqual(['get /v1/Services/{Sid}', { Sid: '50%' }]);
});
