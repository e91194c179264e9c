#!/bin/sh
# Creates an OpenPGP key pair. The private key goes to AWS Secrets Manager, and the
# public key to pgp_key.auto.tfvars. GnuPG keeps its files in /dev/shm, in memory.
set -eu

home=$(mktemp -d -p /dev/shm)
trap 'gpgconf --homedir "$home" --kill all; rm -rf "$home"' EXIT

gpg --homedir "$home" --batch --passphrase '' \
  --quick-generate-key smtp-terraform future-default default never
gpg --homedir "$home" --batch --armor --export-secret-keys smtp-terraform |
  aws secretsmanager create-secret --name smtp-pgp-key \
    --secret-string file:///dev/stdin
public=$(gpg --homedir "$home" --export smtp-terraform | base64 | tr -d '\n')
printf 'pgp_key = "%s"\n' "$public" >pgp_key.auto.tfvars
