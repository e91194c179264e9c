variable "secret_access_key" {
  description = "The secret access key of the IAM user that sends mail."
  type        = string
  sensitive   = true
}

data "sessmtp_password" "european" {
  for_each = toset([for region in provider::sessmtp::regions() : region if startswith(region, "eu-")])

  secret_access_key = var.secret_access_key
  region            = each.key
}

output "hosts" {
  value = [for region, smtp in data.sessmtp_password.european : smtp.host]
}
