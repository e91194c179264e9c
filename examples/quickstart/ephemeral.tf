# The same passwords from the ephemeral resource, from Terraform 1.10 and OpenTofu 1.11.

variable "folder" {
  description = "Where the consumer writes its input."
  type        = string
}

ephemeral "sessmtp_password" "this" {
  for_each = local.regions

  access_key_id     = local.access_key_id
  secret_access_key = local.secret_access_key
  region            = each.key

  lifecycle {
    postcondition {
      condition     = self.password == data.sessmtp_password.this[each.key].password
      error_message = "The ephemeral resource and the data source differ."
    }
  }
}

# Terraform does not print ephemeral values. This replaces the write-only argument
# of a real consumer, and writes to a file so that you can see the value.
resource "terraform_data" "consumer" {
  for_each = local.regions

  provisioner "local-exec" {
    command = "printf '%s' \"$PASSWORD\" > \"$FOLDER/$REGION\""
    environment = {
      FOLDER   = var.folder
      REGION   = each.key
      PASSWORD = ephemeral.sessmtp_password.this[each.key].password
    }
  }
}
