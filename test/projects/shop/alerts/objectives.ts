import { group, latencySlo, slo } from '@pybase/monitoring'
import * as api from '../queries/api.ts'

export const availability = slo('checkout', {
  objective: '99.5%',
  over: '30d',
  total: api.requestRate,
  bad: api.errorRate,
  title: 'Checkout',
  promise: 'Requests are answered without an error.',
  component: 'checkout',
  alert: 'ShopCheckout',
})

export const latency = latencySlo('latency', {
  objective: '99%',
  over: '30d',
  of: api.latency,
  within: '1s',
  title: 'Latency',
  promise: 'Requests are answered within a second.',
  component: 'checkout',
  alert: 'ShopLatency',
})

export const orders = slo('orders', {
  objective: '99.9%',
  over: '30d',
  total: api.orderAttempts,
  bad: api.failedOrders,
  title: 'Orders',
  promise: 'Who orders gets an order, or is told by the bank why not.',
  component: 'orders',
  alert: 'ShopOrders',
})

export const browsing = slo('browsing', {
  objective: '99.95%',
  over: '30d',
  total: api.browsed,
  bad: api.browsedInVain,
  title: 'Browsing',
  promise: 'Start page and products can be looked at.',
  component: 'edge',
  alert: 'ShopBrowsing',
})

export default group(availability, latency, orders, browsing)
