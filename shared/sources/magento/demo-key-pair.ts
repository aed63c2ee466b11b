/**
 * The key pair of the demo's connection. Published, and therefore worth nothing: production refuses every connection of the
 * demo. Made for this file with openssl, RSA of 2048 bits.
 */
export const demoPublicKey = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAkVUi1igvHSC2aH81kSYM
gcffvwvTqUCE/NTh6ZosDTc1jV9pmyPNWx4wPfWYDg0FA3IMU0F4OQnn6V7KMaLm
QnmOgRi0RK4La8puBUVIuB7v66mFlpiUCb25nSBu+e2dt2m5r0oPDHNATdg0iRUh
UPU4YCMk+cHosaloFdZVubeZ2mo43rDM9naCu04VOST4OqdJpfT/J/MvwVwR3WK9
ckwL5+Gn6DIAee9Bt8Yq3pWmdKW12Iv2G8k011keOZZwn1RvHxWqBuCFrcBfZxU1
LOlbFB80uRqFb4Nr8qjDb+fgqLXOoROZTnCGzAEyR64qMlx8oR4cnqD/AZTNzQ27
CwIDAQAB
-----END PUBLIC KEY-----
`

const demoPrivateKey = `-----BEGIN PRIVATE KEY-----
MIIEuwIBADANBgkqhkiG9w0BAQEFAASCBKUwggShAgEAAoIBAQCRVSLWKC8dILZo
fzWRJgyBx9+/C9OpQIT81OHpmiwNNzWNX2mbI81bHjA99ZgODQUDcgxTQXg5Cefp
XsoxouZCeY6BGLRErgtrym4FRUi4Hu/rqYWWmJQJvbmdIG757Z23abmvSg8Mc0BN
2DSJFSFQ9ThgIyT5weixqWgV1lW5t5naajjesMz2doK7ThU5JPg6p0ml9P8n8y/B
XBHdYr1yTAvn4afoMgB570G3xirelaZ0pbXYi/YbyTTXWR45lnCfVG8fFaoG4IWt
wF9nFTUs6VsUHzS5GoVvg2vyqMNv5+Cotc6hE5lOcIbMATJHrioyXHyhHhyeoP8B
lM3NDbsLAgMBAAECgf8LBLrZmQPK4BjFvCUZXBqWpRC6X6sse08OOUQtTuvCQ0pj
YeQf01zhUXQ/m2rI679p7DADCKI3sNoHQDQrd/QUczogeD8EDUVEw/FNo4pf35t/
k/H1m+GdZxZxUz5chfjX42ZTeycGBM4su6BXT/FZmrJCxjjNQmZWV7vd6/llVUYG
N0b962A5B4TWKuq/94XMPTDEHoSoUPjJ78OinzuGMJbSORGJQ+lkXOakkXduit/X
JmPOdjjdezTnXAW4zJYrg5776IHxEmX28NCmVvDrBl0xVY31jFMciqVVoK8M3ntG
KYGs0o/XHraE4aRw50Frpuc/3uz0sbrwJLl4RKkCgYEAxuYuM6o+yO7arrNzevIw
pFGhoRNvcvJ2OBIQPhdkjve3i4yFfp2Ii6l4LpZtgZDuu91ZQ+j03/CfalSNSwjC
72AvnZ98Yt/eJJyqJA9e1d3o5juwqrgAeKMOhWw5yV/W+i3PSlJJMp2K6/meGaha
v3WSc+MATFj/0lGnVbpmNlMCgYEAuw4nQWo0zzGgb0dXjsZjPm7dC212aC9HGkUw
Jik3rqYr4yJ8MUPcgSDHJQpfAzuMGIAyBpg3YjF5LlnBaJmzQhpxUTkRS4evWzCW
cLT/hBQY6eHOzOEr47k8v2Q/+Ooyp3Ccq6Au/p+ClDEROr1MoJ7VWcewyZDJ4v+I
Zv3EYWkCgYBfP2twol5eqsNeVeE/Ryu0BMN592yvhxzFzSCqG1m0fTwQP8LN13LE
Luu2o6LdISKyJFXTB4P8maY9rS/cdt2i9FTZDr7qOnqO3dc8XX/0usgFOSBpIKRZ
IPybODCUFqlENRvHY5BaBMe6KVdkwhJzDUKM7HAAH76iYSfZDeJUsQKBgQCZzol4
wFusAqJo3cChJX91VrNrMhaqlDVi5IEy37FpajmsCi8UUzh89PbK/jwh7FTF0KNR
yNfBZey+sA7Yc4lyUUvb/ZC7ClamJM2O30U61UunBIWG8Z+lICtTNJtlkS0VgQNS
G+SIeaBlOfNw2Tao2/GSYSB8nRFkFbmS9hcEAQKBgF0WTIaE+FJ872m1VFCe0Amn
cI+zknKbGvWMKmdu1crzE5QC8rc535+ZLRGNdqp7FsfLVQNmXKgtbPLhGr+X4+Ww
cYK5s4zMogvx/mstq3lZ87DLj+WyD4z2SPFju9Mc5tQQYmKqg4IkZq2I3Zt7QDZC
4Cm5S6xvs7UaSqkeIPgN
-----END PRIVATE KEY-----
`

/** What a simulation signs with: the other half of the demo's public key; any other secret as it is. */
export function signingKeyOf(secret: string): string {
  return secret.trim() === demoPublicKey.trim() ? demoPrivateKey : secret
}
