/** Where Docker mounts secrets. */
export const secretsMount = '/run/secrets'
