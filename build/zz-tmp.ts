import { parseAllDocuments, parseDocument } from 'yaml'
const t=(n:string,f:()=>unknown)=>{const s=performance.now();let r:unknown;try{r=f()}catch(e){r=String(e).slice(0,100)};console.log(n,Math.round(performance.now()-s),'ms',typeof r==='string'?r:'', Math.round(process.memoryUsage().heapUsed/1e6)+'MB')}
const rules='  - alert: A\n    expr: up == 0\n    for: 5m\n    labels: {severity: critical}\n'
for(const n of [1000,10000,40000]) t('rules '+n+' bytes '+(rules.length*n),()=>parseAllDocuments('groups:\n- name: g\n  rules:\n'+rules.repeat(n),{uniqueKeys:false}).length)
for(const n of [1000,3000,10000,100000]) t('flow nest '+n,()=>parseDocument('['.repeat(n)).errors.length)
for(const n of [1000,3000,10000]) t('block nest '+n,()=>parseDocument('- '.repeat(n)+'a').errors.length)
for(const n of [1000,3000]) t('map nest '+n,()=>parseDocument(Array.from({length:n},(_,i)=>' '.repeat(i)+'a:').join('\n')).errors.length)
for(const n of [10000,100000]) t('errors '+n,()=>parseDocument('a: b: c\n'.repeat(n)).errors.length)
for(const n of [10000,100000]) t('docs '+n,()=>(parseAllDocuments('---\n'.repeat(n)) as any).length)
for(const n of [10000,100000]) t('{ '+n,()=>parseDocument('{'.repeat(n)).errors.length)
for(const n of [10000,100000]) t('? '+n,()=>parseDocument('? '.repeat(n)).errors.length)
for(const n of [10000,100000]) t('& '+n,()=>parseDocument('&a '.repeat(n)).errors.length)
for(const n of [10000,100000]) t('quote '+n,()=>parseDocument('"\n'.repeat(n)).errors.length)
for(const n of [10000,100000]) t('! '+n,()=>parseDocument('! '.repeat(n)).errors.length)
