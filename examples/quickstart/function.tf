# The same passwords from the function, from Terraform 1.8 and OpenTofu 1.7.2.

output "function" {
  value = {
    for region in local.regions :
    region => provider::sessmtp::password(local.secret_access_key, region)
  }
  sensitive = true
}
