import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { root } from '../support/root.ts'
import { scrape, startRedis } from './celery.ts'
import { counted, differences } from './contract.ts'
import { installPackage, temporary } from './package.ts'
import { environment, serve, startServer } from './python.ts'
import { testOnEach } from './sets/test-on.ts'

/** The lines of the page, as they stand there. */
const lines =
  /```python\n(from pybase\.[\s\S]*?)```/.exec(readFileSync(join(root, 'docs/instrumentation.md'), 'utf8'))?.[1] ?? ''

/** An application before it is monitored, and after the lines what it does with it all. */
const before = `
import os
from celery import Celery
from fastapi import FastAPI
from pybase import __version__
from redis import Redis
from sqlalchemy import create_engine, text

app = FastAPI()
engine = create_engine("sqlite://")
cache = Redis.from_url(os.environ["REDIS_URL"])
celery_app = Celery(broker=os.environ["REDIS_URL"])
`
const after = `
@app.get("/drawings/{number}")
def drawing(number: int):
    cache.get(str(number))
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    celery_app.send_task("extract.dxf")
    return number

@celery_app.task(name="extract.dxf")
def extract():
    pass
`

testOnEach(['redis'], 'the five lines of the README monitor a whole application', async ({ python, redis }) => {
  const folder = temporary()
  mkdirSync(join(folder, 'pybase'))
  writeFileSync(join(folder, 'pybase', '__init__.py'), '__version__ = "3.1.4"\n')
  writeFileSync(join(folder, 'pybase', 'main.py'), `${before}\n${lines}\n${after}`)
  cpSync(installPackage(), folder, { recursive: true })
  const { port } = await startRedis(redis)
  const env = (shared: string) =>
    environment(folder, {
      REDIS_URL: `redis://127.0.0.1:${port}/0`,
      PROMETHEUS_MULTIPROC_DIR: shared,
      C_FORCE_ROOT: 'yes',
    })

  const api = await serve(python, env(temporary()), 'pybase.main:app')
  expect(await (await fetch(`${api.url}/drawings/7`)).json()).toBe(7)
  const exposed = await (await fetch(`${api.url}/api/v1/metrics`)).text()
  expect(differences(exposed, 'pybase-api')).toEqual([])
  expect(Object.keys(counted(exposed, ''))).toEqual(
    expect.arrayContaining([
      'pybase_build_info{version="3.1.4"}',
      'http_requests_total{endpoint="/drawings/{number}",method="GET",status="200"}',
      'cache_operations_total{operation="get",status="miss"}',
      'db_query_duration_seconds_count{operation="select"}',
    ]),
  )

  const words = ['-m', 'celery', '-A', 'pybase.main:celery_app', 'worker', '--concurrency', '1']
  const worker = await startServer('/usr/bin/env', env(temporary()), ['METRICS_PORT={port}', python, ...words])
  expect(differences(await scrape(worker), 'extraction-worker')).toEqual([])
})
