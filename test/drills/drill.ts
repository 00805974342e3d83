/** `npm run drill -- NAME`: what runs by name because it takes minutes, each in a file of its own. */
const [name = ''] = process.argv.slice(2)

if (name === 'soak') await import('./soak.js')
else if (name === 'processes') await import('./processes.js')
else if (name === 'nodes') await import('./nodes.js')
else if (name === 'links') await import('./links.js')
else await import('./kill.js')
