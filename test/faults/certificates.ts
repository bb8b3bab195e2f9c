/** What a server on 127.0.0.1 shows of itself. It guards nothing: the keys are as public as this file. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** Its time was over on 1 January 2021. */
export const expired: Certificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgkmRH1QLBzZdbdM2V
rCOmufe4z4yujbVGxaDXKJLXn2GhRANCAARtH9FVxFmCarIXrbawhz4fTBM0sdCI
HACLs2MYWz0dFdAnvJmjDdSN2A+IKe8c3Y0UTIJsZq5tVpLrR4mHbj32
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBRzCB76ADAgECAgEBMAoGCCqGSM49BAMCMBQxEjAQBgNVBAMMCTEyNy4wLjAu
MTAeFw0yMDAxMDEwMDAwMDBaFw0yMTAxMDEwMDAwMDBaMBQxEjAQBgNVBAMMCTEy
Ny4wLjAuMTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABG0f0VXEWYJqshettrCH
Ph9MEzSx0IgcAIuzYxhbPR0V0Ce8maMN1I3YD4gp7xzdjRRMgmxmrm1WkutHiYdu
PfajMjAwMA8GA1UdEQQIMAaHBH8AAAEwHQYDVR0OBBYEFL59fFkXAvGkw/k10pDL
SUaIOCNwMAoGCCqGSM49BAMCA0cAMEQCIDkVfBO6h+yCu+kNIqI2cagVmi3oIvx9
5Ohb7ooEYGAMAiBz4SOLBUGC6K+JNqRS2pERo/f98cHs4BmwOGBxeozG2Q==
-----END CERTIFICATE-----`,
};

/** The one that comes after it; a browser of the lab takes it as one that an authority has signed. */
export const renewed: Certificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgvDSUhU85ogoaaTSK
3pqpF0cG5n3rfI28LTMN9PS0iTOhRANCAAQthSYufKEuVDWbTy8HyvqeXztmvvmL
OsQfdH+NVC6cB9obcarLcP7NoGDrSesaPlRLuLlC4v3EB0U+7D7VAjhQ
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBSTCB8aADAgECAgECMAoGCCqGSM49BAMCMBQxEjAQBgNVBAMMCTEyNy4wLjAu
MTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowFDESMBAGA1UEAwwJ
MTI3LjAuMC4xMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAELYUmLnyhLlQ1m08v
B8r6nl87Zr75izrEH3R/jVQunAfaG3Gqy3D+zaBg60nrGj5US7i5QuL9xAdFPuw+
1QI4UKMyMDAwDwYDVR0RBAgwBocEfwAAATAdBgNVHQ4EFgQU2vgT+Zqo15Vsipu5
99Ytxpl3geQwCgYIKoZIzj0EAwIDRwAwRAIgeG+Edwbi5bRh0TRJ9fRXXxz8cidE
jeC5dDWhUP2qVzwCIC1bM5pPDE+SXBpLdIZuBoVxWc9EiNDUcYkDD+amHKPc
-----END CERTIFICATE-----`,
};

/** By this Chromium knows the renewed one: the SHA-256 of its public key. */
export const renewedKeyHash = 'J9DhZ9lc6U+li603mmBrwUZdWxftOiuLEy0WRmLHfsU=';
