/** The public half of the key pair that the Magento fixtures were signed with; the private half is not kept. */
export const fixturePublicKey = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA0H72ta9scxYJJVTBkXy+
b6Vl9JDiH70Dis59zhZxS4O5VLxJ5/Sds1B3uQb1hZKdg+DZ6q1ciSB6AVDgEPEv
eM3pcV8QhMuk3wlsyV8GEPKZ/H1FKOEeP7DdTYa9J6T3zkgd62M5NPJhA9KgbmCC
q7RY6ioWTIl0uTFdRSqy7BzdLB2uQbCmiNzz6psjKDMea4cOum3NwA2LwrLbg+lK
pM0o5F+qBTbgdBnHbDtif47mhQmdJckOgs8xuw9KtFwxPCl41TFnBHjiIcvu8i3j
hHU2UQ0D7Jh8xub63dyADVX6uxL03xf+x+w6gXZ3cHzYQr3W7hL7NBrshS2dVrE8
DQIDAQAB
-----END PUBLIC KEY-----
`
