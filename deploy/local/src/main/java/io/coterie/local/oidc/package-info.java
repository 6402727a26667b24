/// A small OpenID Connect issuer for machines: client credentials only.
@NullMarked
package io.coterie.local.oidc;

import org.jspecify.annotations.NullMarked;
