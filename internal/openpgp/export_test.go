// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package openpgp

// MaxHashed is how many bytes a call may hash for passphrases.
const MaxHashed = maxHashed

// DecryptWithin is [Message.Decrypt] with another limit in place of [MaxHashed].
func (m Message) DecryptWithin(hashed int, keys PrivateKeys, passphrase *string) (string, error) {
	return m.decrypt(keys, passphrase, &work{hashed: hashed, attempts: maxAttempts})
}
